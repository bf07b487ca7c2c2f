import { describe, expect, it } from 'vitest';
import { course, strokesOf } from './paths';

const short = [
	{ x: 0, y: 0 },
	{ x: 80, y: 0 },
	{ x: 80, y: 400 },
	{ x: 10, y: 400 },
];
const long = short.map(({ x, y }) => ({ x, y: 10 * y }));

describe('the strokes of a line', () => {
	it('are one where it is not dashed, or short', () => {
		expect(strokesOf(long, false)).toEqual([course(long)]);
		expect(strokesOf(short, true)).toEqual([course([...short].reverse())]);
	});

	it('are, of a long dashed line, from its end: its last corner, what is straight, its first corner', () => {
		expect(strokesOf(long, true)).toEqual([
			'M10 4000L72 4000Q80 4000 80 3992L80 3984',
			'M80 3984L80 16',
			'M80 16L80 8Q80 0 72 0L0 0',
		]);
	});

	it('are one of a long straight line, and none of no line', () => {
		expect(strokesOf([{ x: 5, y: 0 }, { x: 5, y: 900 }], true)).toEqual(['M5 900L5 0']); // prettier-ignore
		expect(strokesOf([], true)).toEqual([]);
	});

	it('keep two long parts apart by their corner', () => {
		const points = [
			{ x: 0, y: 0 },
			{ x: 0, y: 1000 },
			{ x: 1000, y: 1000 },
		];
		expect(strokesOf(points, true)).toEqual([
			'M1000 1000L16 1000',
			'M16 1000L8 1000Q0 1000 0 992L0 984',
			'M0 984L0 0',
		]);
	});
});
