import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { Desk } from './desk.svelte';
import type { OpenProposal } from './proposal.svelte';
import { accept, propose, reject } from './proposing';

/** The fake generator makes 2500 of 1000, and ceo of cfo. */
const TEXT = `name: Trip
form:
  fields:
    - {name: amount, type: number, label: Amount}
workflow:
  check:
    type: conditional_split
    conditions: amount <= 1000
  manager:
    type: decision
    approver: cfo
`;

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let desk: Desk;

beforeEach(async () => {
	state = fakeState();
	backend = fakeBackend(state);
	desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	await desk.start();
	await desk.openNew({ yaml: TEXT, prompt: 'Trips are approved.' });
});

async function asked(description = 'Raise the limit'): Promise<OpenProposal> {
	await propose(desk, { description, document: desk.document, whole: false });
	return desk.proposal as OpenProposal;
}

describe('a proposal', () => {
	it('changes nothing, and begins with everything switched on', async () => {
		const proposal = await asked();
		expect([desk.room, proposal.changes.length, proposal.chosen]).toEqual(['proposal', 2, [0, 1]]);
		expect(proposal.outcome?.yaml).toBe(TEXT.replace('1000', '2500').replace('cfo', 'ceo'));
		expect(desk.document?.yaml).toBe(TEXT);
	});

	it('has what is switched on, and no more', async () => {
		const proposal = await asked();
		await proposal.switch(0);
		expect([proposal.chosen, proposal.outcome?.yaml]).toEqual([[1], TEXT.replace('cfo', 'ceo')]);
		expect(proposal.outcome?.comparison.changes).toHaveLength(1);
		await proposal.switch(1);
		expect([proposal.chosen, proposal.outcome?.yaml]).toEqual([[], TEXT]);
		await proposal.switch(0);
		expect(proposal.outcome?.yaml).toBe(TEXT.replace('1000', '2500'));
	});

	it('switches what needs each other together', async () => {
		const apply = backend.applyChanges;
		backend.applyChanges = async (request) => {
			const made = await apply(request);
			return {
				...made,
				changes: made.changes.map((change, i) => ({ ...change, needs: i === 0 ? [1] : [] })),
			};
		};
		const proposal = await asked();
		await proposal.switch(1);
		expect(proposal.chosen).toEqual([]);
		await proposal.switch(1);
		expect(proposal.chosen).toEqual([1]);
		await proposal.switch(0);
		expect(proposal.chosen).toEqual([0, 1]);
		await proposal.switch(0);
		expect(proposal.chosen).toEqual([1]);
	});

	it('takes an answer into the description and asks again', async () => {
		const generate = vi.spyOn(backend, 'generate');
		const proposal = await asked('The manager sees urgent ones');
		expect(proposal.question).toBe(0);
		await proposal.answerWith('Ask for a date');
		expect(generate.mock.lastCall?.[0]).toEqual({
			description: 'The manager sees urgent ones. Ask for a date.',
			current_yaml: TEXT,
		});
		proposal.leaveOut(0);
		expect(proposal.question).toBe(-1);
	});

	it('numbers a change by the phrase that it came of', async () => {
		const proposal = await asked('the manager decides');
		expect(proposal.numbers).toEqual([0, 1]);
		expect(proposal.numbersOfStep('manager')).toEqual([1]);
		proposal.lookAtPhrase(1);
		expect(proposal.current).toBe(1);
		proposal.look(0);
		expect(proposal.phrase).toBe(0);
	});

	it('drops an answer to an older question, and says why there is none', async () => {
		const proposal = await asked();
		const late = backend.generate;
		let release: () => void = () => {};
		backend.generate = async (request) => {
			await new Promise<void>((resolve) => (release = resolve));
			return late(request);
		};
		const old = proposal.ask('old');
		backend.generate = () =>
			Promise.reject(new BackendError({ code: 'too_large', message: 'Too large.', hint: 'Say less.' }));
		await proposal.ask('new');
		release();
		await old;
		expect([proposal.description, proposal.problem?.code, proposal.busy]).toEqual([
			'new',
			'too_large',
			false,
		]);
	});
});

describe('accepting', () => {
	it('is one edit of the text, with the conversation as prompt and a comment that says who made it', async () => {
		const proposal = await asked('Raise the limit.');
		await proposal.switch(1);
		const edit = vi.spyOn(desk.document!, 'edit');
		await accept(desk, false);

		expect(edit).toHaveBeenCalledOnce();
		expect(desk.document?.yaml).toBe(TEXT.replace('1000', '2500'));
		expect(desk.document?.prompt).toBe('Trips are approved.\n\nRaise the limit.');
		expect(desk.document?.generator).toBe('offline');
		expect(desk.document?.comment).toMatch(/^Made by the offline generator: .*2500/);
		expect([desk.room, desk.proposal]).toEqual(['design', null]);
		expect(state.drafts[0]).toMatchObject({ yaml_content: TEXT.replace('1000', '2500') });

		desk.toasts.current?.act?.run();
		expect(desk.document?.texts).toEqual({
			yaml: TEXT,
			prompt: 'Trips are approved.',
			comment: '',
			generator: '',
		});
	});

	it('makes a draft of a new workflow, with its description', async () => {
		await propose(desk, { description: 'The manager decides.', document: null, whole: true });
		expect([desk.proposal?.fresh, desk.tabs.all.length]).toEqual([true, 1]);
		await accept(desk, false);
		expect([desk.room, desk.tabs.all.length]).toEqual(['design', 2]);
		expect(desk.document).toMatchObject({ name: 'Made', prompt: 'The manager decides.', base: null });
		expect(state.drafts.map(({ prompt }) => prompt)).toContain('The manager decides.');
	});

	it('asks again where the text was changed meanwhile', async () => {
		const proposal = await asked();
		desk.document?.edit({ yaml: `${TEXT}# theirs\n` });
		await accept(desk, true);
		expect(desk.proposal).toBe(proposal);
		expect(desk.document?.yaml).toBe(`${TEXT}# theirs\n`);
		await accept(desk, true);
		expect(desk.document?.yaml).toBe(`${TEXT.replace('1000', '2500').replace('cfo', 'ceo')}# theirs\n`);
	});
});

it('leaves everything as it was when it is rejected, and comes back by Undo', async () => {
	const before = desk.document?.texts;
	const proposal = await asked();
	reject(desk);
	expect([desk.room, desk.proposal, desk.document?.texts]).toEqual(['design', null, before]);
	desk.toasts.current?.act?.run();
	expect([desk.room, desk.proposal]).toEqual(['proposal', proposal]);
});
