import { expect, it } from 'vitest';
import type { OutlineItem } from '$lib/backend';
import { likeliest, outlineRows } from './outlineRows';

function item(
	name: string,
	line: number,
	end_line: number,
	children: OutlineItem[] = [],
	detail = '',
): OutlineItem {
	const range = { line, column: 1, end_line, end_column: 1 };
	return { kind: 'step', name, detail, range, select: range, children };
}

const items = [
	item('Form', 1, 9, [item('amount', 2, 5)]),
	item('Workflow', 10, 30, [item('review', 11, 20)]),
];
const names = (wanted: string) =>
	outlineRows(items, wanted, 12).map(({ item, depth }) => `${depth} ${item.name}`);

it('shows every part at its depth', () => {
	expect(names('')).toEqual(['0 Form', '1 amount', '0 Workflow', '1 review']);
});

it('finds by letters and shows what the found part belongs to', () => {
	expect(names(' REV')).toEqual(['0 Workflow', '1 review']);
	expect(names('nothing')).toEqual([]);
});

it('marks the innermost part at the caret, and only that', () => {
	expect(
		outlineRows(items, '', 12)
			.filter(({ here }) => here)
			.map(({ item }) => item.name),
	).toEqual(['review']);
	expect(
		outlineRows(items, '', 25)
			.filter(({ here }) => here)
			.map(({ item }) => item.name),
	).toEqual(['Workflow']);
});

it('takes a row for the likeliest whose name begins so, before one that only leads there', () => {
	const steps = [
		item('Workflow', 1, 9, [
			item('on_reject', 2, 2, [], 'to finished'),
			item('not finished', 3, 3),
			item('Finished', 4, 4, [], 'end'),
		]),
	];
	const best = (wanted: string) => likeliest(outlineRows(steps, wanted, 1), wanted)?.item.name;
	expect([best('fin'), best('t fin'), best('to fin'), best('nobody'), best(' ')]).toEqual([
		'Finished',
		'not finished',
		'on_reject',
		undefined,
		undefined,
	]);
});
