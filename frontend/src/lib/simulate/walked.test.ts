import { describe, expect, it } from 'vitest';
import { fakeDiagram } from '$lib/backend/fakeDiagram';
import { fakeSimulate } from '$lib/backend/fakeSimulate';
import { YAML } from '$lib/backend/fakeTexts';
import type { SimulationAct } from '$lib/backend';
import { pathOf, walkedOf } from './walked';

const form = { item: 'Chairs', amount: 4800, department: 'engineering' };
const submit: SimulationAct = { do: 'submit' };

async function walked(acts: SimulationAct[], before = 0) {
	const state = await fakeSimulate.simulate(YAML, { form, acts });
	const of = walkedOf(state, await fakeDiagram.diagram(YAML), before);
	const passages = Object.fromEntries(Object.entries(of.steps).map(([id, { passage }]) => [id, passage]));
	return { ...of, passages };
}

describe('the way of a request', () => {
	it('has not begun before the form is sent', async () => {
		expect(await walked([])).toMatchObject({ begun: false, passages: {}, last: [] });
	});

	it('goes from step to step, and what it does not come to any more stands aside', async () => {
		const { passages, steps, ways, last } = await walked([submit, { do: 'decide' }, { do: 'decide' }], 2);
		expect(passages).toEqual({
			supervisor_review: 'walked',
			manager_approval: 'walked',
			department_manager: 'aside',
			head_of_department: 'walked',
			purchasing: 'waits',
		});
		expect(steps.supervisor_review?.words).toBe('requestor.supervisor approved, Mon 09:00');
		expect(steps.purchasing?.words).toBe('0 of 1 votes, 5 d left');
		expect([...ways]).toContain('manager_approval|default');
		// The token comes along what was taken with the last act
		expect(last).toEqual(['head_of_department|on_approve']);
	});

	it('ends where somebody said no', async () => {
		const { passages, finish } = await walked([submit, { do: 'decide', outcome: 'reject' }]);
		expect([passages.supervisor_review, passages.purchasing]).toEqual(['refused', 'aside']);
		expect(finish).toBe('supervisor_review');
	});
});

describe('the path of a request', () => {
	it('is the one that takes the same ways', async () => {
		const { paths } = await fakeSimulate.paths(YAML);
		const large = paths[1]?.hops.map(({ way }) => way).filter(Boolean) ?? [];
		expect(pathOf(paths, large)?.number).toBe(2);
		// A loop that goes round again is the same path
		expect(pathOf(paths, [...large, large[0] ?? ''])?.number).toBe(2);
		expect(pathOf(paths, large.slice(1))).toBeUndefined();
	});
});
