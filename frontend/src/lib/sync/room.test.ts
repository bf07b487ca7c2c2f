// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Stage from '$lib/actions/stageForTests.svelte';
import type { Backend } from '$lib/backend';
import { scene } from '$lib/backend/scene';
import { Desk } from '$lib/desk';
import SyncCard from './SyncCard.svelte';
import SyncRoom from './SyncRoom.svelte';

let backend: Backend;
let desk: Desk;
let shown: Record<string, unknown> | null = null;

afterEach(() => shown && unmount(shown));

async function show(name: string, component: typeof SyncRoom | typeof SyncCard = SyncRoom): Promise<void> {
	backend = scene(`?scene=${name}`);
	desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	await desk.start();
	const given = { onleave: () => {} };
	shown = mount(Stage, { target: document.body, props: { desk, shown: component, given } });
	flushSync();
	await vi.waitFor(() => expect(desk.sync.runs).not.toBeNull());
	flushSync();
}

const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';
const button = (name: string) =>
	[...document.querySelectorAll<HTMLElement>('button')].find(({ ariaLabel, textContent }) =>
		(ariaLabel ?? textContent ?? '').trim().startsWith(name),
	);

describe('the room', () => {
	it('lists what waits for a decision, with who and when, and opens it', async () => {
		await show('team');
		await vi.waitFor(() => expect(text()).toContain('Elena Markova saved v4'));
		expect(text()).toMatch(/Employee Leave Request .*1[67] min ago, 3 places to decide/);
		button('Decide Employee')?.click();
		expect([desk.room, desk.conflict?.workflowId]).toEqual(['conflict', 4]);
	});

	it('says so when nothing waits', async () => {
		await show('synced');
		expect(text()).toContain('Nothing waits. When you and a colleague change the same place');
	});

	it('lists the last runs, and why one stopped', async () => {
		await show('team');
		const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
			[...row.children].map((cell) => cell.textContent?.trim() ?? ''),
		);
		expect(rows[1]?.slice(1)).toEqual(['–', '3', '1', '1', '48.2 KB', '6.0 s']);
		expect(rows.at(-2)?.[0]).toContain('does not answer. Check the network.');
	});

	it('shows how far a long run is', async () => {
		await show('cloning');
		const bar = document.querySelector('[role="progressbar"]');
		expect([bar?.getAttribute('aria-valuenow'), bar?.getAttribute('aria-valuemax')]).toEqual([
			'1240',
			'5000',
		]);
		expect(text()).toContain('Syncing 1,240 of 5,000, 10.4 MB');
		expect(button('Sync now')?.title).toBe('A sync is under way.');
	});

	it('leads to a bucket where there is none', async () => {
		await show('local');
		button('Connect a bucket')?.click();
		expect([desk.room, desk.connecting]).toEqual(['settings', true]);
	});
});

describe.each([['room', SyncRoom], ['card', SyncCard]] as const)('many deletions in the %s', (_, component) => {
	it('are taken in only when the person says so', async () => {
		await show('many-deleted', component);
		const sync = vi.spyOn(backend, 'sync');
		expect(text()).toContain('Were so many deleted on purpose? 31 of 34 workflows are gone');
		button('Take in the deletions')?.click();
		expect(sync).toHaveBeenCalledWith({ accept_deletions: true });
		await vi.waitFor(() => expect(desk.sync.question).toBeNull());
	});
}); // prettier-ignore

it('the card says what is wrong and what to do', async () => {
	await show('error', SyncCard);
	expect(document.querySelector('[role="alert"]')?.textContent).toContain('Enter the keys again');
	button('Storage settings')?.click();
	expect([desk.room, desk.settingsPage]).toEqual(['settings', 'storage']);
});
