// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { actionsOf, type Action } from '$lib/actions';
import Stage from '$lib/actions/stageForTests.svelte';
import { scene } from '$lib/backend/scene';
import { Desk } from '$lib/desk';
import { keyNames } from '$lib/look';
import PaletteBody from './PaletteBody.svelte';

let desk: Desk;
let actions: Record<string, Action>;
let shown: Record<string, unknown> | null = null;
const onchosen = vi.fn<(entry: { id: string }) => void>();
const onclose = vi.fn();

// What a browser has and jsdom has not.
Element.prototype.scrollIntoView = () => {};
Element.prototype.scrollTo = () => {};

beforeEach(async () => {
	onchosen.mockClear();
	desk = new Desk(scene('?scene=team'), null, {
		getItem: () => null,
		setItem: () => {},
		removeItem: () => {},
	});
	await desk.start();
	actions = actionsOf(desk);
});
afterEach(() => {
	if (shown) unmount(shown);
	shown = null;
});

function show(): void {
	const given = { actions, onchosen, onclose };
	shown = mount(Stage, { target: document.body, props: { desk, shown: PaletteBody, given } });
	flushSync();
}

const field = () => document.querySelector('input') as HTMLInputElement;
const rows = () => [...document.querySelectorAll<HTMLElement>('[role="option"]')];
const words = (node: Element | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const headings = () => [...document.querySelectorAll('.group')].map(words);

function type(text: string): void {
	field().value = text;
	field().dispatchEvent(new InputEvent('input', { bubbles: true }));
	flushSync();
}

function press(key: string, init: KeyboardEventInit = {}): void {
	field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
	flushSync();
}

it('has every action, with its key, and with why it cannot be done now', () => {
	desk.palette.show();
	show();
	type('>');
	const listed = rows().map((row) => ({
		name: words(row.querySelector('.name')),
		keys: words(row.querySelector('.end kbd')),
		waits: row.getAttribute('aria-disabled') === 'true' ? words(row.querySelector('.about')) : null,
	}));
	const order = (a: { name: string; keys: string }, b: { name: string; keys: string }) =>
		a.name.localeCompare(b.name) || a.keys.localeCompare(b.keys);
	const wanted = Object.values(actions).map(({ name, keys, blocked }) => ({
		name,
		keys: keys ? keyNames(keys) : '',
		waits: blocked?.() ?? null,
	}));
	expect(wanted.length).toBeGreaterThan(60);
	// The row that is chosen by Enter says so where it has no key of its own.
	const [first] = listed;
	if (first?.keys === keyNames('Enter')) first.keys = '';
	expect(listed.toSorted(order)).toEqual(wanted.toSorted(order));
});

it('lists one kind after its sign, and all again after Backspace', async () => {
	await desk.openWorkflow(6);
	desk.palette.show();
	show();
	await vi.waitFor(() => expect(document.querySelector('[role="status"]')?.textContent).toBeTruthy());
	type('#');
	expect([field().value, desk.palette.listed]).toEqual(['', 'versions']);
	await vi.waitFor(() => {
		flushSync();
		expect(headings()).toEqual(['Versions of this workflow']);
	});
	press('Backspace');
	expect(desk.palette.listed).toBe('all');
	type('a > b');
	expect([field().value, desk.palette.listed]).toEqual(['a > b', 'all']);
});

it('walks its rows by key, past the last to the first, and chooses only what can be done', () => {
	desk.palette.show('commands');
	show();
	const selected = () => rows().findIndex((row) => row.getAttribute('aria-selected') === 'true');
	expect([selected(), field().getAttribute('aria-activedescendant')]).toEqual([0, 'palette-0']);
	press('ArrowUp');
	expect(selected()).toBe(rows().length - 1);
	// The last of all waits for something.
	press('Enter');
	expect(onchosen).not.toHaveBeenCalled();
	press('ArrowDown');
	press('PageDown');
	expect(selected()).toBe(8);
	press('PageUp');
	press('Enter');
	expect(onchosen.mock.calls[0]?.[0].id).toBe('action:saveVersion');
	press('k', { ctrlKey: true });
	expect(onclose).toHaveBeenCalledOnce();
});

it('says what there is not', async () => {
	await desk.putAway();
	desk.palette.show('steps');
	show();
	expect(words(document.querySelector('.nothing'))).toBe('Open a workflow first.');
	type('zzzz');
	expect(words(document.querySelector('.nothing'))).toBe('Nothing is called “zzzz”.');
});

it('remembers what was chosen, for the next start', () => {
	const kept = new Map<string, string>();
	const memory = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: () => {},
	};
	const { palette } = new Desk(scene('?scene=local'), null, memory);
	palette.chose('a');
	palette.chose('b');
	palette.chose('a');
	expect(new Desk(scene('?scene=local'), null, memory).palette.recent).toEqual(['a', 'b']);
	for (const text of ['{', '{"a": 1}', '[1, "c"]']) {
		kept.set('workflow-designer.palette', text);
		const { recent } = new Desk(scene('?scene=local'), null, memory).palette;
		expect(recent).toEqual(text.startsWith('[') ? ['c'] : []);
	}
});

it('finds a command by what it leads to as well', () => {
	desk.palette.show();
	show();
	type('export');
	expect(rows().map(words).join('\n')).toContain('Select workflows');
});
