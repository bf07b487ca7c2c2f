import { expect, it } from 'vitest';
import { alike, withKnown } from './alike';
import { diagramOf } from './diagramForTests';

it.each([
	[1, 1, true],
	[1, '1', false],
	[null, {}, false],
	[undefined, null, false],
	[[], {}, false],
	[[1, 2], [1, 2], true],
	[[1, 2], [1, 2, 3], false],
	[{ a: { b: [null] } }, { a: { b: [null] } }, true],
	[{ a: { b: [null] } }, { a: { b: [0] } }, false],
	[{ a: undefined }, { b: undefined }, false],
])('%j and %j: alike is %s', (a, b, same) => {
	expect([alike(a, b), alike(b, a)]).toEqual([same, same]);
});

it('a diagram that is read anew keeps what is the same', () => {
	// given
	const before = diagramOf('a decision', 'b decision', 'c end', 'a -approve> b', 'b -approve> c');

	// when nothing changed, and when one step has another name
	expect(withKnown(before, structuredClone(before))).toBe(before);
	const renamed = structuredClone(before);
	const step = renamed.steps[1];
	if (!step) throw new Error('there is no second step');
	step.name = 'Other';
	const after = withKnown(before, renamed);

	// then all others are the same objects
	expect(after).toEqual(renamed);
	expect(after.steps.map((one, i) => one === before.steps[i])).toEqual([true, false, true]);
	expect(after.ways.every((one, i) => one === before.ways[i])).toBe(true);
});
