// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import Stage from '$lib/actions/stageForTests.svelte';
import { BackendError, type Backend } from '$lib/backend';
import { scene } from '$lib/backend/scene';
import { Desk } from '$lib/desk';
import HistoryRoom from './HistoryRoom.svelte';

let backend: Backend;
let desk: Desk;
let shown: Record<string, unknown> | null = null;

// What a browser has and jsdom has not.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} }); // prettier-ignore

beforeEach(async () => {
	backend = scene('?scene=team');
	desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	await desk.start();
	await desk.openWorkflow(6);
	desk.go('history');
});
afterEach(() => shown && unmount(shown));

async function show(): Promise<void> {
	shown = mount(Stage, { target: document.body, props: { desk, shown: HistoryRoom, given: {} } });
	flushSync();
	await vi.waitFor(() => expect([desk.timeline?.fetching, desk.timeline?.shown]).toEqual([false, expect.anything()])); // prettier-ignore
	flushSync();
}

const words = (node: Element) => node.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const rows = () => [...document.querySelectorAll<HTMLElement>('.entry')];
const page = () => document.querySelector('main') as HTMLElement;
const button = (name: string) =>
	[...page().querySelectorAll<HTMLElement>('button')].find((found) => words(found).startsWith(name));

async function choose(row: number): Promise<void> {
	rows()[row]?.click();
	await vi.waitFor(() => expect(rows()[row]?.getAttribute('aria-current')).toBe('true'));
	await new Promise((resolve) => setTimeout(resolve));
	flushSync();
}

it('tells apart what a team did, down to what only the bucket had', async () => {
	await show();
	expect(rows().map(words)).toEqual([
		expect.stringMatching(/^v5 .*Latest .*merged with v4, Elena Markova .*Ilya Petrov/),
		expect.stringMatching(/^v4 Kept beside .*Elena Markova/),
		expect.stringMatching(/^v4 .*Ilya Petrov/),
		expect.stringMatching(/^v3 .*Priya Nair/),
		expect.stringMatching(/^Deleted .*Jonas Toft$/),
		expect.stringMatching(/^v2 .*approved-by-audit release: 2026-05 Text in the bucket/),
		expect.stringMatching(/^v1 .*pilot Text in the bucket/),
		expect.stringMatching(/^v\? Text in the bucket .*Another tool/),
	]);
});

it('says quietly when the bucket does not answer, and asks again', async () => {
	const away = new BackendError({ code: 'bucket_unreachable', message: 'It does not answer.', hint: '' });
	vi.spyOn(backend, 'fetchHistory').mockRejectedValueOnce(away);
	await show();
	expect(rows()).toHaveLength(5);
	expect(document.body.textContent).toContain(
		'There may be older versions in the bucket. It does not answer.',
	);
	[...document.querySelectorAll('button')].find((found) => words(found) === 'Ask again')?.click();
	await vi.waitFor(() => expect(rows()).toHaveLength(8));
});

it('makes an older version the latest again', async () => {
	await show();
	await choose(3);
	button('Restore v3')?.click();
	await vi.waitFor(() =>
		expect(desk.toasts.current?.title).toBe('Version 3 is the latest again, as version 6'),
	);
	await vi.waitFor(() => expect(words(rows()[0] as Element)).toMatch(/^v6 Latest/));
	expect(desk.document?.base?.number).toBe(6);
});

it('offers nothing that a deletion cannot do', async () => {
	await show();
	await choose(4);
	expect(words(page())).toContain('The workflow was deleted here.');
	expect([button('Restore'), button('Tag'), button('Make a copy')]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

it('tags and untags a version', async () => {
	await show();
	button('Tag v5')?.click();
	flushSync();
	const field = () => page().querySelector<HTMLInputElement>('form input') as HTMLInputElement;
	const add = async (name: string) => {
		field().value = name;
		field().dispatchEvent(new Event('input', { bubbles: true }));
		flushSync();
		field().form?.requestSubmit();
		await new Promise((resolve) => setTimeout(resolve));
		flushSync();
	};
	expect(document.activeElement).toBe(field());
	await add('bad;name');
	expect(words(page().querySelector('[role="alert"]') as Element)).toContain('A tag has 1 to 128 letters');
	await add('pilot');
	expect(words(rows()[0] as Element)).toContain('pilot');
	expect([field().value, page().querySelector('[role="alert"]')]).toEqual(['', null]);
	page().querySelector<HTMLElement>('[aria-label="Remove the tag pilot"]')?.click();
	await vi.waitFor(() => expect(words(rows()[0] as Element)).not.toContain('pilot'));
	field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
	flushSync();
	expect(page().querySelector('form')).toBeNull();
});
