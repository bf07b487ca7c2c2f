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
	before.side = 'whole';
	before.sideTab = 'form';
	before.sideWidth = 640;
	before.inspectorHeight = 180;
	before.followCaret = false;
	const after = new Layout(kept);
	expect([after.panelHeight, after.descriptionFolded]).toEqual([312, true]);
	expect([after.side, after.sideTab, after.sideWidth]).toEqual(['whole', 'form', 640]);
	expect([after.inspectorHeight, after.followCaret]).toEqual([180, false]);
	after.panelHeight = null;
	expect(new Layout(kept).panelHeight).toBeNull();
	[after.diffHeight, after.diffUnified] = [240, true];
	const later = new Layout(kept);
	expect([later.diffHeight, later.diffUnified, later.descriptionFolded]).toEqual([240, true, true]);
	[later.shelfOpen, later.shelfWidth, later.historyWidth] = [false, 300, 400];
	const last = new Layout(kept);
	expect([last.shelfOpen, last.shelfWidth, last.historyWidth]).toEqual([false, 300, 400]);
});

it.each([
	[null],
	['not JSON'],
	['7'],
	['null'],
	['{"panelHeight":"high","descriptionFolded":1}'],
	['{"panelHeight":-3}'],
	['{"side":"below","sideTab":7,"sideWidth":0,"inspectorHeight":"low","followCaret":null}'],
])('is the usual one where %s was kept', (kept) => {
	const layout = new Layout(memory(kept));
	expect([layout.panelHeight, layout.descriptionFolded]).toEqual([null, false]);
	expect([layout.side, layout.sideTab, layout.sideWidth]).toEqual(['beside', 'diagram', null]);
	expect([layout.inspectorHeight, layout.followCaret]).toEqual([null, true]);
});

it('puts the list of workflows over the room only while it is asked for, where the window is small', () => {
	const layout = new Layout(memory());
	expect([layout.cramped, layout.shelfShown]).toEqual([false, true]);
	layout.width = 640;
	expect([layout.cramped, layout.shelfShown]).toEqual([true, false]);
	layout.toggleShelf();
	expect(layout.shelfShown).toBe(true);
	layout.leaveShelf();
	expect(layout.shelfShown).toBe(false);
	layout.width = 1280;
	expect(layout.shelfShown).toBe(true);
	layout.toggleShelf();
	layout.leaveShelf();
	expect(layout.shelfShown).toBe(false);
});
