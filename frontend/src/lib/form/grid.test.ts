import { expect, it } from 'vitest';
import { columnsOf, length, mostInRow, parts, plain, rowsOf } from './grid';

const block = (...lines: string[][]) => ({
	...plain([]),
	lines: lines.map((line) => line.flatMap((name) => plain([name]).lines[0] ?? [])),
});
const names = (rows: { field: string }[][]) => rows.map((row) => row.map(({ field }) => field).join(' '));
const all = () => true;

it('a row has at most as many fields as the width allows', () => {
	const rows = block(['a', 'b', 'c'], ['d']);
	expect(names(rowsOf(rows, Infinity, all))).toEqual(['a b c', 'd']);
	expect(names(rowsOf(rows, 2, all))).toEqual(['a b', 'c', 'd']);
	expect(names(rowsOf(rows, 1, all))).toEqual(['a', 'b', 'c', 'd']);
});

it('what is hidden leaves no gap', () => {
	const rows = rowsOf(block(['a', 'b'], ['c']), Infinity, ({ field }) => field === 'b');
	expect(names(rows)).toEqual(['b']);
});

it('a form that does not say so has two fields in a row on a tablet and one on a telephone', () => {
	const unsaid = { tablet: 0, mobile: 0 };
	expect((['desktop', 'tablet', 'mobile'] as const).map((width) => mostInRow(width, unsaid))).toEqual([
		Infinity,
		2,
		1,
	]);
	expect(mostInRow('tablet', { tablet: 3, mobile: 2 })).toBe(3);
});

it('the widths of columns are shares, lengths or words, and nothing else', () => {
	expect(columnsOf(['1', '2fr', 'auto', '60px', 'url(x)'], 6)).toBe(
		'minmax(0, 1fr) minmax(0, 2fr) auto 60px minmax(0, 1fr) minmax(0, 1fr)',
	);
	expect(['60px', '15%', '2fr', 'expression(1)', ''].map(length)).toEqual([
		'60px', '15%', undefined, undefined, undefined,
	]); // prettier-ignore
});

it('parts are of one at least', () => {
	expect(parts([1, 2, 3], 0)).toEqual([[1], [2], [3]]);
});
