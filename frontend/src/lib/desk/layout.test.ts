import { expect, it } from 'vitest';
import { Layout } from './layout.svelte';

function memory(first: string | null = null) {
	let kept = first;
	return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

it('is the same at the next start', () => {
	const kept = memory();
	const before = new Layout(kept);
	before.panelHeight = 312;
	before.descriptionFolded = true;
	const after = new Layout(kept);
	expect([after.panelHeight, after.descriptionFolded]).toEqual([312, true]);
	after.panelHeight = null;
	expect(new Layout(kept).panelHeight).toBeNull();
});

it.each([
	[null],
	['not JSON'],
	['7'],
	['null'],
	['{"panelHeight":"high","descriptionFolded":1}'],
	['{"panelHeight":-3}'],
])('is the usual one where %s was kept', (kept) => {
	const layout = new Layout(memory(kept));
	expect([layout.panelHeight, layout.descriptionFolded]).toEqual([null, false]);
});
