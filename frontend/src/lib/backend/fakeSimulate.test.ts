import { describe, expect, it } from 'vitest';
import { fakeSimulate } from './fakeSimulate';
import { YAML } from './fakeTexts';
import type { SimulationAct } from './simulate';

const form = { item: 'Chairs', amount: 4800, department: 'engineering' };

describe('trying out in the fake', () => {
	it('says what is missing before the form is sent', async () => {
		const before = await fakeSimulate.simulate(YAML, { form: { item: 'Chairs' } });
		expect(before.phase).toBe('filling');
		expect(before.problems.map(({ field }) => field)).toEqual(['amount', 'department']);
		const { refused } = await fakeSimulate.simulate(YAML, { form: {}, acts: [{ do: 'submit' }] });
		expect(refused).toMatchObject({ act: 0, code: 'form_incomplete' });
	});

	it('walks the way of the amount, vote by vote', async () => {
		const acts: SimulationAct[] = [{ do: 'submit' }, { do: 'decide' }, { do: 'decide' }];
		const waiting = await fakeSimulate.simulate(YAML, { form, acts });
		expect(waiting.tokens[0]).toMatchObject({
			step: 'purchasing',
			needed: 1,
			voters: 3,
			strategy: 'any_one',
		});
		expect(waiting.ways.map(({ way }) => way)).toContain('manager_approval|default');
		acts.push({ do: 'decide', approver: 'purchasing_officer_2' });
		const over = await fakeSimulate.simulate(YAML, { form, acts });
		expect(over.ended).toMatchObject({ with: 'completed', step: 'completion' });
		expect(over.expects.approvers.at(-1)).toBe('purchasing_officer_2');
	});

	it('finds who approves what, and checks a case that was kept', async () => {
		const { table, paths } = await fakeSimulate.paths(YAML);
		expect(table.rows.map(({ ranges }) => ranges.amount)).toEqual(['up to 1000', 'over 1000']);
		const kept = { name: 'large', requester: {}, form, acts: paths[1]?.acts ?? [] };
		const expected = { ended_with: 'completed', steps: [], approvers: [] };
		const cases = [
			{ ...kept, expected },
			{ ...kept, expected: { ...expected, ended_with: 'rejected' } },
		];
		const checked = await fakeSimulate.checkScenarios(YAML, cases);
		expect(checked.map(({ passed, differs }) => [passed, differs])).toEqual([
			[true, ''],
			[false, 'ended_with'],
		]);
	});
});
