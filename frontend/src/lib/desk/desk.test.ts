import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { wholeConflict } from '$lib/backend/fakeConflict';
import { deleteWorkflow } from './deletion';
import { Desk, type Memory } from './desk.svelte';
import { deleteDraft } from './drafts';
import { say } from '$lib/words';

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let memory: Memory & { kept: Map<string, string> };

beforeEach(() => {
	state = fakeState();
	backend = fakeBackend(state);
	const kept = new Map<string, string>();
	memory = {
		kept,
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
	};
});

async function started(): Promise<Desk> {
	const desk = new Desk(backend, null, memory);
	await desk.start();
	return desk;
}

const version = (yaml_content: string, workflow_id?: number) =>
	backend.saveVersion({ workflow_id, yaml_content, prompt: '', version_comment: '' });

describe('starting', () => {
	it('opens nothing on a first run', async () => {
		const desk = await started();
		expect([desk.started, desk.document, desk.shelf.empty]).toEqual([true, null, true]);
	});

	it('opens the workflow that was open last, with its edits', async () => {
		await version('name: A\n');
		await version('name: B\n');
		const before = await started();
		await before.openWorkflow(1);
		before.document?.edit({ yaml: 'name: A2\n' });
		await before.document?.keeper.flush();

		const after = await started();

		expect(after.document?.workflowId).toBe(1);
		expect(after.document?.yaml).toBe('name: A2\n');
		expect(after.document?.dirty).toBe(true);
	});

	it('opens the draft edited last when nothing is remembered', async () => {
		await backend.saveDraft({ yaml_content: 'name: Lost?\n', prompt: '', version_comment: '' });
		expect((await started()).document?.yaml).toBe('name: Lost?\n');
	});

	it('says why when the lists cannot be read, and can try again', async () => {
		const problem = new BackendError({
			code: 'index_failed',
			message: 'The index is damaged.',
			hint: 'Rebuild it.',
		});
		vi.spyOn(backend, 'workflows').mockRejectedValueOnce(problem);
		const desk = await started();
		expect(desk.shelf.problem).toBe(problem);
		await desk.start();
		expect([desk.shelf.problem, desk.started]).toEqual([null, true]);
	});
});

describe('opening something else', () => {
	it('keeps unsaved edits first', async () => {
		await version('name: A\n');
		const desk = await started();
		await desk.openWorkflow(1);
		desk.document?.edit({ yaml: 'name: A2\n' });

		await desk.openNew({ yaml: 'name: From a template\n', prompt: 'Ask.' });

		expect(state.drafts.map((draft) => draft.yaml_content).sort()).toEqual([
			'name: A2\n',
			'name: From a template\n',
		]);
		expect(desk.shelf.draftOf(1)?.yaml_content).toBe('name: A2\n');
	});

	it('leaves edits that cannot be kept in their tab, and says so', async () => {
		await version('name: A\n');
		const desk = await started();
		await desk.openWorkflow(1);
		desk.document?.edit({ yaml: 'name: A2\n' });
		const full = new BackendError({ code: 'disk_full', message: 'The disk is full.', hint: 'Make room.' });
		vi.spyOn(backend, 'saveDraft').mockRejectedValue(full);

		await desk.openNew({ yaml: 'name: B\n' });

		expect(desk.tabs.documents.map(({ yaml }) => yaml)).toEqual(['name: A2\n', 'name: B\n']);
		expect(desk.tabs.all[0]?.failed).toBe(true);
		expect(desk.toasts.current?.lines).toEqual(['The disk is full.', 'Make room.']);
	});

	it('forgets an empty workflow that nobody touched', async () => {
		await version('name: A\n');
		const desk = await started();
		await desk.openNew();
		expect(state.drafts).toHaveLength(1);
		await desk.openWorkflow(1);
		expect(state.drafts).toEqual([]);
		expect(desk.shelf.newDrafts).toEqual([]);
	});

	it('shows the last one chosen, however the answers arrive', async () => {
		await version('name: A\n');
		await version('name: B\n');
		const desk = await started();
		const real = backend.versions.bind(backend);
		let late = () => {};
		vi.spyOn(backend, 'versions').mockImplementation(async (id) => {
			if (id === 1) await new Promise<void>((resolve) => (late = resolve));
			return real(id);
		});

		const first = desk.openWorkflow(1);
		const second = desk.openWorkflow(2);
		await second;
		late();
		await first;

		expect(desk.document?.yaml).toBe('name: B\n');
		expect(desk.opening).toBeNull();
	});
});

it('brings a deleted draft back', async () => {
	const desk = await started();
	await desk.openNew({ yaml: 'name: Mine\n', prompt: 'Ask.' });
	const draft = desk.shelf.newDrafts[0];
	if (!draft) throw new Error('there is no draft');

	await deleteDraft(desk, draft);
	expect([state.drafts, desk.document]).toEqual([[], null]);

	await desk.toasts.current?.act?.run();
	expect(desk.document?.texts).toMatchObject({ yaml: 'name: Mine\n', prompt: 'Ask.' });
});

describe('when another program saved', () => {
	async function opened(): Promise<Desk> {
		await version('name: A\n');
		const desk = await started();
		await desk.openWorkflow(1);
		return desk;
	}

	it('shows the new version where nothing was edited', async () => {
		const desk = await opened();
		await version('name: Theirs\n', 1);
		await desk.refresh();
		expect(desk.document?.yaml).toBe('name: Theirs\n');
		expect(desk.document?.base?.number).toBe(2);
	});

	it('leaves unsaved edits alone, and knows that there is a newer version', async () => {
		const desk = await opened();
		desk.document?.edit({ yaml: 'name: Mine\n' });
		await version('name: Theirs\n', 1);
		await desk.refresh();
		expect(desk.document?.yaml).toBe('name: Mine\n');
		expect([desk.document?.base?.number, desk.document?.latestNumber]).toEqual([1, 2]);
	});
});

describe('deleting a workflow', () => {
	it('keeps its edits, and can be undone with them', async () => {
		await version('name: A\n');
		const desk = await started();
		await desk.openWorkflow(1);
		desk.document?.edit({ yaml: 'name: Mine\n' });

		await deleteWorkflow(desk, { workflow_id: 1, name: 'A' });
		expect([desk.document, desk.shelf.workflows, desk.toasts.current?.title]).toEqual([
			null,
			[],
			'A deleted',
		]);

		await desk.toasts.current?.act?.run();
		expect(desk.shelf.workflows.map((w) => w.workflow_id)).toEqual([1]);
		expect(desk.document).toMatchObject({ workflowId: 1, yaml: 'name: Mine\n', dirty: true });
	});

	it('says why it cannot be, and leaves it open', async () => {
		await version('name: A\n');
		const desk = await started();
		await desk.openWorkflow(1);
		const full = new BackendError({ code: 'disk_full', message: 'The disk is full.', hint: 'Make room.' });
		vi.spyOn(backend, 'deleteWorkflow').mockRejectedValueOnce(full);
		await deleteWorkflow(desk, { workflow_id: 1, name: 'A' });
		expect([desk.document?.workflowId, desk.toasts.current?.lines?.[0]]).toEqual([1, 'The disk is full.']);
	});
});

describe('deciding', () => {
	async function waiting(): Promise<Desk> {
		const mine = await version('name: Mine\n');
		const detail = await backend.version(1, mine.local_id);
		state.conflicts.set(
			1,
			wholeConflict(null, detail, { ...detail, local_id: 'T', yaml_content: 'name: T\n' }),
		);
		return started();
	}

	it('goes on where it was set aside', async () => {
		const desk = await waiting();
		desk.toasts.show({ title: 'Version 2 saved', act: { name: say.save.decideNow, run: () => {} } });
		await desk.decide(1);
		// What led there has been heeded.
		expect([desk.room, desk.toasts.current]).toEqual(['conflict', null]);
		await desk.conflict?.choose(0, 'theirs');
		desk.go('design');
		await desk.decide(1);
		expect(desk.conflict?.decided).toBe(1);
	});

	it('ends with the merged version open', async () => {
		const desk = await waiting();
		await desk.decide(1);
		const { conflict } = desk;
		await conflict?.choose(0, 'theirs');
		const saved = await conflict?.finish();
		if (!conflict || !saved) throw new Error('it was not saved');
		await desk.resolved(conflict, saved);
		expect([desk.room, desk.conflict, desk.document?.yaml]).toEqual(['design', null, 'name: T\n']);
	});

	it('leaves when it was decided elsewhere', async () => {
		const desk = await waiting();
		await desk.decide(1);
		state.conflicts.clear();
		await desk.refresh();
		expect([desk.room, desk.conflict, desk.toasts.current?.title]).toEqual([
			'sync',
			null,
			'It has been decided already',
		]);
	});
});
