import { describe, expect, it } from 'vitest';
import type { Diagram } from '$lib/backend';
import { diagramOf } from './diagramForTests';
import { layOut } from './layout';
import { roughMeasure } from './measure';
import { planOf } from './plan';
import { reworded, skeletonOf } from './reword';

const STEPS = ['a decision', 'b decision', 'c end'];
const words = { form: () => 'Form', finish: 'Finish', missing: (name: string) => name };
const plan = (diagram: Diagram) => planOf(diagram, { measure: roughMeasure, words });

/** The diagram with other words in its second step. */
function with2nd(change: { name?: string; who?: string; type?: string }): Diagram {
	const diagram = diagramOf(...STEPS, 'a -approve> b', 'b -approve> c');
	Object.assign(diagram.steps[1] ?? {}, change);
	return diagram;
}

describe('other words in a step', () => {
	const before = plan(with2nd({ name: 'Review' }));

	it('stand where the others stood, as a layout of their own would place them', () => {
		const after = plan(with2nd({ name: 'Reviews', who: 'ann' }));
		expect(skeletonOf(after)).toBe(skeletonOf(before));
		expect(reworded(layOut(before), after)).toEqual(layOut(after));
	});

	it.each([
		['a name that needs a wider step', { name: 'Review of all that was bought' }],
		['another shape', { name: 'Review', type: 'parallel_approval' }],
	])('are laid out anew for %s', (_, change) => {
		expect(skeletonOf(plan(with2nd(change)))).not.toBe(skeletonOf(before));
	});

	it('are laid out anew when a line leads elsewhere', () => {
		expect(skeletonOf(plan(diagramOf(...STEPS, 'a -approve> c', 'b -approve> c')))).not.toBe(
			skeletonOf(before),
		);
	});
});
