import { beforeEach, expect, it, vi } from 'vitest';
import type { Generated } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { Desk } from './desk.svelte';
import { accept, propose, reject } from './proposing';

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let desk: Desk;

beforeEach(async () => {
	state = fakeState();
	Object.assign(state.settings, {
		model_endpoint_url: 'http://127.0.0.1:11434/v1',
		model_name: 'qwen3:8b',
		model_is_local: true,
	});
	backend = fakeBackend(state);
	desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	await desk.start();
	await desk.generator.refresh();
	desk.generator.chosen = 'qwen3:8b';
});

const wish = { description: 'The manager decides', document: null, whole: true };

it('has the chosen model make it, and says so in the version that comes of it', async () => {
	const later = vi.spyOn(backend, 'generateLater');
	await propose(desk, wish);

	expect(later).toHaveBeenCalledWith({ description: wish.description, model: 'qwen3:8b' });
	expect(desk.proposal?.answer).toMatchObject({ model: 'qwen3:8b', success: true });
	await accept(desk, true);
	expect(desk.document?.generator).toBe('qwen3:8b');
	expect(desk.document?.comment).toContain('qwen3:8b');
});

it('tells how far the model is while it writes', async () => {
	const held = vi.spyOn(backend, 'job').mockImplementation(() => new Promise(() => {}));
	void propose(desk, wish);
	await vi.waitFor(() => expect(desk.proposal?.modelling?.progress).toMatchObject({ round: 2, problems: 3 }));
	held.mockRestore();
});

it('stops the model when it is told to, and when nobody waits for it any more', async () => {
	const cancel = vi.spyOn(backend, 'cancelJob');
	vi.spyOn(backend, 'job').mockImplementation(() => new Promise(() => {}));
	void propose(desk, wish);
	await vi.waitFor(() => expect(desk.proposal?.modelling?.progress).not.toBeNull());
	await desk.proposal?.modelling?.stop();
	expect(cancel).toHaveBeenCalledTimes(1);
	reject(desk);
	await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(2));
	expect(desk.proposal).toBeNull();
});

it('shows what a model wrote that is no workflow, proposes nothing, and then does without it', async () => {
	const failing = vi.spyOn(backend, 'job').mockImplementation(async (id) => {
		const job = state.jobs.find(({ job_id }) => job_id === id);
		if (!job) throw new Error('no job');
		const problem = { code: 'model_answer_invalid', message: 'There is no workflow.', hint: 'Try again.' };
		const result: Generated = {
			...(job.result as Generated),
			success: false,
			workflow_yaml: 'I am sorry.',
			problem,
			model_answer: 'I am sorry.',
		};
		return { ...job, result };
	});
	vi.spyOn(backend, 'applyChanges').mockResolvedValueOnce({
		...(await backend.applyChanges({ before: '', after: 'I am sorry.' })),
		report: { ...(await backend.validate('')), step_count: 0 },
	});
	await propose(desk, wish);
	expect(desk.proposal?.answer).toBeNull();
	expect([desk.proposal?.raw, desk.proposal?.trouble?.code]).toEqual(['I am sorry.', 'model_answer_invalid']);

	failing.mockRestore();
	await desk.proposal?.askOffline();
	expect([desk.proposal?.raw, desk.proposal?.trouble, desk.proposal?.answer?.generator]).toEqual([
		'',
		null,
		'offline',
	]);
});

it('chooses no model that is gone', async () => {
	state.settings.model_endpoint_url = '';
	await desk.generator.refresh();
	expect([desk.generator.model, desk.generator.chosen]).toEqual([null, '']);
});
