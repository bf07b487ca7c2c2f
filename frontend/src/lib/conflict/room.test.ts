// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Stage from '$lib/actions/stageForTests.svelte';
import type { Backend } from '$lib/backend';
import { scene } from '$lib/backend/scene';
import { Desk, type OpenConflict } from '$lib/desk';
import ConflictRoom from './ConflictRoom.svelte';

let backend: Backend;
let desk: Desk;
let shown: Record<string, unknown>;

// What a browser has and jsdom has not.
vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} }); // prettier-ignore
Element.prototype.scrollIntoView = () => {};
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

beforeEach(async () => {
	backend = scene('?scene=team');
	desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	desk.layout.width = 1440;
	await desk.start();
	await desk.decide(4);
	show();
});
afterEach(() => unmount(shown));

function show(): void {
	const given = { conflict: desk.conflict as OpenConflict };
	shown = mount(Stage, { target: document.body, props: { desk, shown: ConflictRoom, given } });
	flushSync();
}

const cards = () => [...document.querySelectorAll<HTMLElement>('[id^="place-"][tabindex]')];
const text = (node: Element | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const open = () => text(document.querySelector('[aria-label="Result"] [role="status"]'));
const named = (name: string) =>
	[...document.querySelectorAll<HTMLElement>('button')].find(({ textContent, ariaLabel }) =>
		(ariaLabel ?? textContent ?? '').trim().startsWith(name),
	);

async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
	const on = document.activeElement ?? document.body;
	on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
	await settle();
}

async function settle(): Promise<void> {
	for (let i = 0; i < 5; i++) await Promise.resolve();
	flushSync();
	await new Promise((resolve) => setTimeout(resolve));
	flushSync();
}

describe('the room', () => {
	it('says who changed what, with only the differing words marked', () => {
		expect(text(document.querySelector('h1'))).toBe('You and Elena changed the same three places');
		expect(cards().map((card) => text(card.querySelector('h2')))).toEqual([
			'Condition of the first choice of Manager Approval',
			'Third approver of Purchasing Officers Review',
			'Rejection notice of Supervisor Review',
		]);
		const marked = [...(cards()[0]?.querySelectorAll('mark') ?? [])].map(text);
		expect(marked).toEqual(['2500', '2000']);
		expect(text(cards()[1])).toContain('removed');
		expect(document.body.textContent).toContain('Nothing is lost');
	});

	it('takes decisions by keys, moves on, and undoes them', async () => {
		expect(open()).toBe('3 places open');
		await press('1');
		expect(cards()[0]?.textContent).toContain('Mine taken');
		expect(cards()[1]?.getAttribute('aria-current')).toBe('true');
		expect(document.activeElement).toBe(cards()[1]);
		await press('2');
		expect(cards()[1]?.textContent).toContain('Theirs taken');
		await press('k');
		await press('K', { shiftKey: true });
		expect(cards()[1]?.getAttribute('aria-current')).toBe('true');
		await press('j');
		await press('u');
		expect(cards()[2]?.textContent).toContain('Both taken');
		expect(open()).toBe('Everything decided');
		await press('z', { ctrlKey: true });
		expect(open()).toBe('1 place open');
	});

	it('takes decisions by the mouse, and moves on as well', async () => {
		const press = async (index: number, name: string) => {
			const buttons = [...(cards()[index]?.querySelectorAll<HTMLElement>('button') ?? [])];
			buttons.find((button) => text(button).startsWith(name))?.click();
			await settle();
		};
		await press(0, 'Take mine');
		expect(cards()[1]?.getAttribute('aria-current')).toBe('true');
		await press(2, 'Take theirs');
		expect(cards()[1]?.getAttribute('aria-current')).toBe('true');
		cards()[0]?.click();
		await settle();
		expect(cards()[0]?.getAttribute('aria-current')).toBe('true');
	});

	it('offers both only where both fit, and says so otherwise', async () => {
		expect(cards().map((card) => card.textContent?.includes('Both fit together'))).toEqual([
			false,
			false,
			true,
		]);
		await press('u');
		expect(desk.toasts.current?.title).toBe('Both do not fit together here. Take one, or edit.');
	});

	it('lets a decided place be changed', async () => {
		await press('1');
		named('Change the decision')?.click();
		await settle();
		expect(cards()[0]?.textContent).toContain('Take theirs');
		await press('2');
		expect(cards()[0]?.textContent).toContain('Theirs taken');
	});

	it('edits a value in place, with what is wrong beside it', async () => {
		await press('3');
		const field = cards()[0]?.querySelector<HTMLElement>('.cm-content');
		expect(field?.getAttribute('aria-label')).toBe(
			'What the condition of the first choice of Manager Approval shall be',
		);
		desk.conflict?.write('"amount <= 2500');
		await desk.conflict?.takeEdit();
		flushSync();
		expect(text(cards()[0]?.querySelector('[role="alert"]'))).toContain('the quotes do not match');
		desk.conflict?.write('"amount <= 2400"');
		await desk.conflict?.takeEdit();
		flushSync();
		expect(cards()[0]?.textContent).toContain('As you wrote it');
	});

	it('wakes Finish at the last decision, and says why not before', async () => {
		const finish = () => named('Finish');
		expect(finish()?.title).toBe('3 places are still open.');
		await press('1');
		await press('1');
		expect(finish()?.title).toBe('One place is still open.');
		await press('1');
		expect(finish()?.getAttribute('aria-disabled')).toBeNull();

		await press('Enter', { ctrlKey: true });
		const comment = document.querySelector<HTMLTextAreaElement>('.finish-dialog textarea');
		expect(comment?.value).toBe("Merged with Elena's version 4");
		comment?.form?.requestSubmit();
		await vi.waitFor(() => expect(desk.room).toBe('design'));
		expect(desk.document?.workflowId).toBe(4);
		expect(desk.toasts.current?.title).toBe('Version 5 saved');
	});

	it('shows in the result where lines are from, and what is open', async () => {
		const lines = () => [...document.querySelectorAll('[aria-label="Result"] .cm-line.origin')].map((line) => line.className.match(/mine|theirs/)?.[0]); // prettier-ignore
		const waits = () => [...document.querySelectorAll('.open-place')].map(text);
		expect(waits()).toEqual([
			'notify_requestor waits for your decision',
			'conditions waits for your decision',
		]);
		expect(document.body.textContent).toContain('waits for your decision, and is not in the result so far');
		const before = lines().length;
		await press('2');
		expect(waits()).toEqual(['notify_requestor waits for your decision']);
		expect(lines()).toHaveLength(before + 1);
		expect(document.querySelector('[aria-label="Result"]')?.textContent).toContain('amount <= 2000');
	});

	it('can be set aside; both stay, and so do the decisions', async () => {
		await press('1');
		await press('Escape');
		expect(desk.room).toBe('design');
		expect(desk.toasts.current?.title).toBe('Set aside, both versions are kept');
		await desk.decide(4);
		expect(desk.conflict?.decided).toBe(1);
	});
});

it('shows the result in a tab where there is little room', async () => {
	await unmount(shown);
	desk.layout.width = 900;
	show();
	expect(document.querySelector('[aria-label="Result"]')).toBeNull();
	const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];
	expect(tabs.map(text)).toEqual(['Decisions', 'Result']);
	tabs[1]?.click();
	flushSync();
	expect(document.querySelector('[aria-label="Result"]')).not.toBeNull();
	expect(cards()).toEqual([]);
});
