import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeDiagram } from '$lib/backend/fakeDiagram';
import { fakeForm } from '$lib/backend/fakeForm';
import { fakeSimulate } from '$lib/backend/fakeSimulate';
import { YAML } from '$lib/backend/fakeTexts';
import { Cases } from './cases.svelte';
import { TestRun } from './run.svelte';
import type { KeptScenario, ScenarioStore } from './scenarios';

const FORM = { item: 'Chairs', amount: 4800, department: 'engineering' };
const NO_REJECTION = YAML.replace('end_workflow: true', 'continue_to: manager_approval');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(1_000);
}

/** Keeps cases as long as a test runs. */
function store(): ScenarioStore & { kept: KeptScenario[]; full: boolean } {
	let next = 0;
	return {
		kept: [],
		full: false,
		async list() {
			return [...this.kept];
		},
		async save(scenario, id = `${++next}`) {
			if (this.full) throw new BackendError({ code: 'disk_full', message: 'Full.', hint: 'Make room.' });
			this.kept = [...this.kept.filter((one) => one.id !== id), { id, scenario }];
		},
		async remove(id) {
			this.kept = this.kept.filter((one) => one.id !== id);
		},
	};
}

/** A request that the supervisor rejects, and the cases of its workflow. */
async function given() {
	const run = new TestRun({ ...fakeSimulate, ...fakeDiagram, ...fakeForm }, 'Mira Bauer');
	run.follow(YAML);
	await settle();
	run.filling.fillWith(FORM);
	await run.act({ do: 'submit' });
	await run.act({ do: 'decide', outcome: 'reject' });
	const where = store();
	const cases = new Cases(where, fakeSimulate);
	cases.follow(YAML);
	await settle();
	return { run, cases, where };
}

const told = (cases: Cases) =>
	cases.kept?.map(({ id, scenario }) => [scenario.name, cases.checked[id]?.passed]);

describe('a run that is saved as a case', () => {
	it('is kept with what it came to, and runs again with each text', async () => {
		const { run, cases, where } = await given();
		expect(await cases.save(' Rejected ', run)).toBe(true);
		expect(where.kept[0]?.scenario).toMatchObject({
			name: 'Rejected',
			form: FORM,
			requester: { name: 'Mira Bauer' },
			acts: [{ do: 'submit' }, { do: 'decide', outcome: 'reject' }],
			expected: { ended_with: 'rejected' },
		});
		expect([told(cases), cases.broken]).toEqual([[['Rejected', true]], 0]);

		// When a rejection ends nothing any more, the case says so
		cases.follow(NO_REJECTION);
		await settle();
		expect([told(cases), cases.broken]).toEqual([[['Rejected', false]], 1]);
		// What cannot be read breaks no case
		cases.follow(`${YAML}\n\tbroken`);
		await settle();
		expect([told(cases), cases.problem]).toEqual([[['Rejected', undefined]], null]);
	});

	it('takes the place of one of that name, and can be removed', async () => {
		const { run, cases } = await given();
		await cases.save('One', run);
		run.goTo(1);
		await settle();
		await cases.save('One', run);
		expect(cases.kept?.map(({ scenario }) => scenario.acts.length)).toEqual([1]);
		await cases.remove(cases.kept?.[0]?.id ?? '');
		expect(cases.kept).toEqual([]);
	});

	it('is told when it cannot be kept', async () => {
		const { run, cases, where } = await given();
		where.full = true;
		expect(await cases.save('One', run)).toBe(false);
		expect([cases.problem?.code, cases.kept]).toEqual(['disk_full', []]);
	});

	it('is opened as it was', async () => {
		const { run, cases } = await given();
		await cases.save('Rejected', run);
		run.again();
		run.filling.fillWith({});
		await settle();
		const kept = cases.kept?.[0];
		if (kept) run.open(kept.scenario);
		await settle();
		expect([run.state?.ended?.with, run.filling.data]).toEqual(['rejected', FORM]);
	});
});
