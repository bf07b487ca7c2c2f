import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type Scenario } from '$lib/backend';
import { fakeBackend } from '$lib/backend/fake';
import { YAML } from '$lib/backend/fakeTexts';
import { TestRun } from './run.svelte';
import { noScenario, Scenarios } from './scenarios.svelte';

const FORM = { item: 'Chairs', amount: 4800, department: 'engineering' };
const NO_REJECTION = YAML.replace('end_workflow: true', 'continue_to: manager_approval');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(1_000);
}

/** A request that the supervisor rejects, and the scenarios of its workflow. */
async function given() {
	const backend = fakeBackend();
	const { workflow_id } = await backend.saveVersion({ yaml_content: YAML, prompt: '', version_comment: '' });
	const run = new TestRun(backend, 'Mira Bauer');
	run.follow(YAML, 'en-US');
	await settle();
	run.filling.fillWith(FORM);
	await run.act({ do: 'submit' });
	await run.act({ do: 'decide', outcome: 'reject' });
	const scenarios = new Scenarios(backend);
	scenarios.follow(YAML, workflow_id, 'en-US');
	await settle();
	return { backend, run, scenarios, id: workflow_id };
}

async function save(scenarios: Scenarios, run: TestRun, name: string): Promise<void> {
	scenarios.name = name;
	await scenarios.save(run);
	await settle();
}

const told = (scenarios: Scenarios) =>
	scenarios.kept?.map(({ id, scenario }) => [scenario.name, scenarios.checked[id]?.passed]);

describe('a run that is saved as a scenario', () => {
	it('is kept with what it came to, and runs again with each text', async () => {
		const { run, scenarios, backend, id } = await given();
		await save(scenarios, run, ' Rejected ');
		expect(scenarios.name).toBeNull();
		expect((await backend.scenarios(id))[0]?.scenario).toMatchObject({
			name: 'Rejected',
			form: FORM,
			requester: { name: 'Mira Bauer' },
			acts: [{ do: 'submit' }, { do: 'decide', outcome: 'reject' }],
			expected: { ended_with: 'rejected' },
		});
		expect([told(scenarios), scenarios.broken]).toEqual([[['Rejected', true]], []]);

		// When a rejection ends nothing any more, the scenario says so
		scenarios.follow(NO_REJECTION, id, 'en-US');
		await settle();
		expect(scenarios.broken.map(({ scenario }) => scenario.name)).toEqual(['Rejected']);
		// What cannot be read breaks no scenario
		scenarios.follow(`${YAML}\n\tbroken`, id, 'en-US');
		await settle();
		expect([told(scenarios), scenarios.problem]).toEqual([[['Rejected', undefined]], null]);
	});

	it('is expected to come to what it comes to now, once somebody says so', async () => {
		const { run, scenarios, backend, id } = await given();
		await save(scenarios, run, 'Rejected');
		scenarios.follow(NO_REJECTION, id, 'en-US');
		await settle();
		for (const one of scenarios.broken) await scenarios.accept(one);
		await settle();
		expect(scenarios.broken).toEqual([]);
		expect((await backend.scenarios(id))[0]?.scenario.expected.ended_with).toBe('waiting');
	});

	it('takes the place of one of that name, can be removed, and comes back', async () => {
		const { run, scenarios } = await given();
		await save(scenarios, run, 'One');
		run.goTo(1);
		await settle();
		scenarios.name = 'One';
		expect(scenarios.namesake?.scenario.name).toBe('One');
		await save(scenarios, run, 'One');
		expect(scenarios.kept?.map(({ scenario }) => scenario.acts.length)).toEqual([1]);
		const [one] = scenarios.kept ?? [];
		if (one) await scenarios.remove(one);
		await settle();
		expect(scenarios.kept).toEqual([]);
		if (one) await scenarios.bringBack(one);
		await settle();
		expect(told(scenarios)).toEqual([['One', true]]);
	});

	it('is told when it cannot be kept, and keeps its name', async () => {
		const { run, scenarios, backend } = await given();
		vi.spyOn(backend, 'saveScenario').mockRejectedValue(
			new BackendError({ code: 'disk_full', message: 'Full.', hint: 'Make room.' }),
		);
		await save(scenarios, run, 'One');
		expect([scenarios.problem?.code, scenarios.kept, scenarios.name]).toEqual(['disk_full', [], 'One']);
	});

	it('is opened as it was', async () => {
		const { run, scenarios } = await given();
		await save(scenarios, run, 'Rejected');
		run.again();
		run.filling.fillWith({});
		await settle();
		const kept = scenarios.kept?.[0];
		if (kept) run.open(kept.scenario);
		await settle();
		expect([run.state?.ended?.with, run.filling.data]).toEqual(['rejected', FORM]);
	});

	it('is told of again in another language', async () => {
		const { run, scenarios, backend, id } = await given();
		await save(scenarios, run, 'Rejected');
		const checked = vi.spyOn(backend, 'checkScenarios');
		const asked = vi.spyOn(backend, 'paths');
		run.follow(YAML, 'id-ID');
		scenarios.follow(YAML, id, 'id-ID');
		await settle();
		expect([checked.mock.calls.length, asked.mock.calls.length, run.state?.ended?.with]).toEqual([
			1,
			1,
			'rejected',
		]);
	});

	it('needs a workflow that was saved, and something that was done', async () => {
		const { run, backend, id } = await given();
		const scenarios = new Scenarios(backend);
		scenarios.follow(YAML, undefined, 'en-US');
		await settle();
		expect(scenarios.kept).toEqual([]);
		expect(noScenario(scenarios, run)).toContain('Save a version first');
		scenarios.follow(YAML, id, 'en-US');
		expect(noScenario(scenarios, run)).toBeNull();
		run.again();
		expect(noScenario(scenarios, run)).toBe('Nothing has been done yet.');
	});
});

describe('a scenario that several people changed', () => {
	it('is read again when others changed it, and settled by choosing one', async () => {
		const { run, scenarios, backend, id } = await given();
		await save(scenarios, run, 'Mine');
		const [mine] = scenarios.kept ?? [];
		const theirs = { ...(mine?.scenario as Scenario), name: 'Theirs' };
		const aside = { revision: '01R', saved_at: '2026-01-05T09:00:00Z', author: 'Ben', scenario: theirs };
		const list = vi.spyOn(backend, 'scenarios').mockResolvedValue(mine ? [{ ...mine, aside: [aside] }] : []);
		scenarios.readAgain();
		await settle();
		const [met] = scenarios.kept ?? [];
		expect(met?.aside.map(({ author }) => author)).toEqual(['Ben']);

		list.mockRestore();
		const saved = vi.spyOn(backend, 'saveScenario');
		if (met) await scenarios.settle(met, aside);
		await settle();
		expect(saved).toHaveBeenCalledWith(id, {
			id: mine?.id,
			revision: mine?.revision,
			settles: ['01R'],
			scenario: theirs,
		});
		expect(told(scenarios)).toEqual([['Theirs', true]]);
	});
});
