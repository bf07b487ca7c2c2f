import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeDiagram } from '$lib/backend/fakeDiagram';
import { fakeForm } from '$lib/backend/fakeForm';
import { fakeSimulate } from '$lib/backend/fakeSimulate';
import { YAML } from '$lib/backend/fakeTexts';
import { BackendError, type SimulateQuestion } from '$lib/backend';
import { TestRun, type RunBackend } from './run.svelte';

const FORM = { item: 'Chairs', amount: 4800, department: 'engineering' };
const YES = { do: 'decide' } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(1_000);
}

/** A run of the sample text whose form is filled in. */
async function given(backend: Partial<RunBackend> = {}): Promise<TestRun> {
	const run = new TestRun({ ...fakeSimulate, ...fakeDiagram, ...fakeForm, ...backend }, 'Mira Bauer');
	run.follow(YAML, 'en-US');
	await settle();
	run.filling.fillWith(FORM);
	run.changed();
	await settle();
	return run;
}

const waitsAt = (run: TestRun) => run.state?.tokens.map(({ step }) => step);

describe('a run', () => {
	it('goes on act by act, and back and forward', async () => {
		const run = await given();
		expect([run.state?.phase, run.state?.requester.name]).toEqual(['filling', 'Mira Bauer']);
		for (const act of [{ do: 'submit' } as const, YES, YES]) expect(await run.act(act)).toBe(true);
		expect(waitsAt(run)).toEqual(['purchasing']);

		run.goTo(run.taken - 1);
		await settle();
		expect([waitsAt(run), run.acts.length]).toEqual([['head_of_department'], 3]);
		run.goTo(run.taken + 1);
		await settle();
		expect(waitsAt(run)).toEqual(['purchasing']);

		// Another act takes the place of those that were taken back
		run.goTo(2);
		await settle();
		await run.act({ do: 'decide', outcome: 'reject' });
		expect([run.acts.length, run.state?.ended?.with]).toEqual([3, 'rejected']);

		run.again();
		await settle();
		expect([run.state?.phase, run.acts]).toEqual(['filling', []]);
		expect(run.filling.data).toMatchObject(FORM);
	});

	it('tells an act that cannot be, and stays as it is', async () => {
		const run = await given();
		run.filling.fillWith({});
		expect(await run.act({ do: 'submit' })).toBe(false);
		expect([run.declined?.code, run.acts, run.state?.phase]).toEqual(['form_incomplete', [], 'filling']);
		// and the form tells what is missing, which goes when it is filled in
		await settle();
		expect(run.filling.problem('item')?.code).toBe('required');
		run.filling.fillWith(FORM);
		run.changed();
		expect(run.declined).toBeNull();
		expect(await run.act({ do: 'submit' })).toBe(true);
	});

	it('takes a button that is pressed twice for one act', async () => {
		const run = await given();
		await run.act({ do: 'submit' });
		expect(await Promise.all([run.act(YES), run.act(YES)])).toEqual([true, false]);
		expect([run.acts.length, waitsAt(run)]).toEqual([2, ['head_of_department']]);
	});

	it('goes another way when the form is changed, with the same acts', async () => {
		const run = await given();
		for (const act of [{ do: 'submit' } as const, YES]) await run.act(act);
		await settle();
		expect(run.ahead).toContain('manager_approval|default');
		run.filling.set('amount', 500);
		run.changed();
		await settle();
		expect(waitsAt(run)).toEqual(['department_manager']);
	});
});

describe('a change of the text', () => {
	it('runs the acts once more, and says from which on they do not fit', async () => {
		const run = await given();
		await run.act({ do: 'submit' });
		await run.act(YES);
		await run.act({ do: 'decide', approver: 'requestor.head_of_department' });
		run.follow(YAML.replace('requestor.head_of_department', 'requestor.director'), 'en-US');
		await settle();
		expect([run.misfit?.act, run.taken, waitsAt(run)]).toEqual([2, 2, ['head_of_department']]);
		// The acts are not lost: they fit again when the text is mended
		run.follow(YAML, 'en-US');
		await settle();
		expect([run.misfit, run.taken, waitsAt(run)]).toEqual([null, 3, ['purchasing']]);
	});

	it('that cannot be read leaves all as it was, and one can go on', async () => {
		const run = await given();
		await run.act({ do: 'submit' });
		run.follow(`${YAML}\n\tbroken`, 'en-US');
		await settle();
		expect([run.unreadable?.code, waitsAt(run)]).toEqual(['invalid_content', ['supervisor_review']]);
		expect(await run.act(YES)).toBe(true);
		expect([run.unreadable?.code, waitsAt(run)]).toEqual(['invalid_content', ['head_of_department']]);
		run.follow(YAML, 'en-US');
		await settle();
		expect([run.unreadable, waitsAt(run)]).toEqual([null, ['head_of_department']]);
	});
});

describe('the program', () => {
	it('is asked with what is known of the requester only', async () => {
		const asked: SimulateQuestion[] = [];
		const run = await given({
			simulate: (yaml, question) => {
				asked.push(question);
				return fakeSimulate.simulate(yaml, question);
			},
		});
		run.requester = { name: 'Mira Bauer', manager: ' ', supervisor: 'Tom Becker' };
		run.changed();
		await settle();
		expect(asked.at(-1)?.requester).toEqual({ name: 'Mira Bauer', supervisor: 'Tom Becker' });
	});

	it('that does not answer is told, until it does', async () => {
		let fails = false;
		const run = await given({
			simulate: (yaml, question) => {
				if (fails) throw new BackendError({ code: 'unreachable', message: 'No answer.', hint: 'Try again.' });
				return fakeSimulate.simulate(yaml, question);
			},
		});
		fails = true;
		expect(await run.act({ do: 'submit' })).toBe(false);
		expect([run.trouble?.code, run.acts]).toEqual(['unreachable', []]);
		fails = false;
		expect(await run.act({ do: 'submit' })).toBe(true);
		expect(run.trouble).toBeNull();
	});
});
