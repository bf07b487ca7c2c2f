import { describe, expect, it } from 'vitest';
import { fakeBackend, fakeState } from './fake';
import { YAML } from './fakeTexts';
import type { Scenario } from './simulate';

const scenario = (name: string, ended_with = 'completed'): Scenario => ({
	name,
	requester: {},
	form: { item: 'Chairs', amount: 480, department: 'engineering' },
	acts: [{ do: 'submit' }, { do: 'decide' }, { do: 'decide' }, { do: 'decide' }],
	expected: { ended_with, steps: [], approvers: [] },
});

async function withWorkflow() {
	const state = fakeState();
	const backend = fakeBackend(state);
	const text = { yaml_content: YAML, prompt: '', version_comment: '' };
	const { workflow_id, scenarios } = await backend.saveVersion(text);
	expect(scenarios).toBeUndefined();
	return { state, backend, id: workflow_id, save: () => backend.saveVersion({ ...text, workflow_id }) };
}

describe('scenarios in the fake', () => {
	it('keeps, changes and deletes one', async () => {
		const { backend, id } = await withWorkflow();
		const first = await backend.saveScenario(id, { scenario: scenario('small') });
		await backend.saveScenario(id, { scenario: scenario('large') });
		await backend.saveScenario(id, { id: first.id, scenario: scenario('tiny') });
		expect((await backend.scenarios(id)).map((kept) => kept.scenario.name)).toEqual(['tiny', 'large']);
		await backend.deleteScenario(id, first.id);
		expect((await backend.scenarios(id)).map((kept) => kept.scenario.name)).toEqual(['large']);
		await expect(backend.saveScenario(id, { id: first.id, scenario: scenario('x') })).rejects.toMatchObject({
			code: 'not_found',
		});
		await expect(backend.scenarios(99)).rejects.toMatchObject({ code: 'workflow_not_found' });
	});

	it('gives up what is aside when it is settled', async () => {
		const { backend, id, state } = await withWorkflow();
		const kept = await backend.saveScenario(id, { scenario: scenario('small') });
		const aside = { revision: '01X', saved_at: kept.saved_at, author: 'Ben', scenario: scenario('theirs') };
		state.scenarios.set(id, [{ ...kept, aside: [aside] }]);
		expect((await backend.saveScenario(id, { id: kept.id, scenario: scenario('mine') })).aside).toHaveLength(
			1,
		);
		const settled = { id: kept.id, settles: ['01X'], scenario: scenario('both') };
		expect((await backend.saveScenario(id, settled)).aside).toEqual([]);
	});

	it('says after a save which of them broke', async () => {
		const { backend, id, save } = await withWorkflow();
		const [walked] = (await backend.paths(YAML)).paths;
		const good = { ...scenario('good'), form: walked?.form ?? {}, acts: walked?.acts ?? [] };
		await backend.saveScenario(id, { scenario: good });
		const bad = { ...good, name: 'bad', expected: { ...good.expected, ended_with: 'rejected' } };
		const { id: broken } = await backend.saveScenario(id, { scenario: bad });
		const outcome = { passed: 1, broke: [{ id: broken, name: 'bad', differs: 'ended_with' }] };
		expect((await save()).scenarios).toMatchObject(outcome);
		expect(await backend.runScenarios(id)).toMatchObject(outcome);
		expect((await backend.runScenarios(id, '\ta: 1')).broke.map(({ differs }) => differs)).toEqual([
			'text',
			'text',
		]);
	});
});
