import { describe, expect, it } from 'vitest';
import { diagramOf } from './diagramForTests';
import { layOut } from './layout';
import { roughMeasure } from './measure';
import { planOf } from './plan';
import { walk } from './walk';

const words = { form: () => 'Form', finish: 'End', missing: (name: string) => name };
const drawn = layOut(
	planOf(
		diagramOf(
			'a', 'split conditional_split', 'left', 'right', 'end end', 'a -approve> split', 'a -reject>',
			'split -n <= 1> left', 'split -otherwise> right', 'left -approve> end', 'right -approve> end',
			'right -reject> a',
		), // prettier-ignore
		{ measure: roughMeasure, words },
	),
);

describe('walking', () => {
	it.each([
		[null, 'down', 'a'],
		['gone', 'up', 'a'],
		['a', 'down', 'split'],
		['split', 'up', 'a'],
		['left', 'right', 'right'],
		['right', 'left', 'left'],
		['left', 'down', 'end'],
		['right', 'down', 'end'],
		['right', 'up', 'split'],
		['end', 'first', 'a'],
		['a', 'last', 'end'],
	] as const)('from %s %s leads to %s', (from, direction, to) => {
		expect(walk(drawn, from, direction)).toBe(to);
	});

	it('along what goes back only where nothing else leads on, and never against it', () => {
		const only = layOut(
			planOf(diagramOf('a', 'b', 'a -approve> b', 'b -reject> a'), { measure: roughMeasure, words }),
		);
		expect(walk(only, 'b', 'down')).toBe('a');
		expect(walk(only, 'a', 'up')).toBeNull();
	});

	it.each([
		['end', 'down'],
		['a', 'left'],
		['right', 'right'],
	] as const)('stays at %s where nothing is %s', (from, direction) => {
		expect(walk(drawn, from, direction)).toBeNull();
	});
});
