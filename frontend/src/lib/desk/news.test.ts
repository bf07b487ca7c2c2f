import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VersionDetail, WorkflowEvent } from '$lib/backend';
import { fakeBackend, fakeState, versionOf, type FakeState } from '$lib/backend/fake';
import { statusOf, tell } from '$lib/backend/fakeSync';
import { Desk } from './desk.svelte';

const YAML = 'name: Purchase\nform: 1\nworkflow: 2\n';
const memory = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let desk: Desk;

beforeEach(async () => {
	vi.useFakeTimers();
	state = fakeState();
	state.settings.storage_type = 's3';
	backend = fakeBackend(state);
	await backend.saveVersion({ yaml_content: YAML, prompt: '', version_comment: '' });
	await backend.saveVersion({ yaml_content: 'name: Leave\n', prompt: '', version_comment: '' });
	desk = new Desk(backend, null, memory);
	await desk.start();
	await vi.advanceTimersByTimeAsync(0);
	await desk.openWorkflow(1);
});
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(300);

/** Elena puts a version on top of a workflow's latest. */
function elenaSaves(id: number, yaml: string, change: Partial<VersionDetail> = {}): VersionDetail {
	const versions = state.versions.get(id) ?? [];
	for (const version of versions) version.is_latest = false;
	const number = versions.length + 1;
	const saved = {
		...versionOf(state, id, `E${id}-${number}`, yaml), number, author: 'Elena Markova', ...change,
	}; // prettier-ignore
	state.versions.set(id, [...versions, saved]);
	return saved;
}

async function told(what: WorkflowEvent['what'], change: Partial<WorkflowEvent> = {}): Promise<void> {
	tell(state, {
		kind: 'workflow', what, workflow_id: 1, name: 'Purchase', author: 'Elena Markova', version_id: 'E1-2',
		from_workflow_id: 0, ...change,
	}); // prettier-ignore
	await settle();
}

describe('a colleague saves what is open here', () => {
	it('and it is taken in where nothing is unsaved, as the same document', async () => {
		const doc = desk.document;
		elenaSaves(1, 'name: Purchase\nform: 3\nworkflow: 2\n');
		await told('pulled');

		expect(desk.document).toBe(doc);
		expect(doc).toMatchObject({ yaml: 'name: Purchase\nform: 3\nworkflow: 2\n', dirty: false, newer: null });
		expect(desk.toasts.current?.title).toBe('Elena Markova saved version 2 of Purchase');
		expect(desk.toasts.current?.act?.name).toBe('Show changes');
	});

	it('and unsaved text is never replaced', async () => {
		desk.document?.edit({ yaml: `${YAML}# mine\n` });
		elenaSaves(1, 'name: Theirs\n');
		await told('pulled');

		expect(desk.document).toMatchObject({ yaml: `${YAML}# mine\n`, newer: { number: 2 } });
		expect(desk.toasts.current?.lines).toEqual(['Your edits stay. Saving brings both together.']);
	});

	it('and a comment that is being written keeps it too', async () => {
		desk.document?.edit({ comment: 'why' });
		elenaSaves(1, 'name: Theirs\n');
		await told('pulled');
		expect(desk.document?.yaml).toBe(YAML);
	});

	it('and what is typed while the text is on its way is not replaced', async () => {
		elenaSaves(1, 'name: Theirs\n');
		const real = backend.version.bind(backend);
		vi.spyOn(backend, 'version').mockImplementationOnce(async (id, version) => {
			desk.document?.edit({ yaml: 'name: Typed\n' });
			return real(id, version);
		});
		await told('pulled');
		expect(desk.document).toMatchObject({ yaml: 'name: Typed\n', newer: { number: 2 } });
	});

	it('and the changes are shown in the history', async () => {
		elenaSaves(1, 'name: Purchase 2\n');
		await told('pulled');
		await desk.toasts.current?.act?.run();
		await settle();
		expect(desk.room).toBe('history');
		desk.openTimeline();
		await settle();
		expect(desk.timeline?.shown?.number).toBe(2);
	});
});

it('a colleague saves something else: the lists follow, nothing is said', async () => {
	state.unseen.add(2);
	elenaSaves(2, 'name: Leave 2\n');
	await told('pulled', { workflow_id: 2, name: 'Leave 2' });
	expect(desk.shelf.workflows.find((w) => w.workflow_id === 2)).toMatchObject({
		name: 'Leave 2',
		remote_change: true,
	});
	expect(desk.toasts.current).toBeNull();

	await desk.openWorkflow(2);
	expect(desk.shelf.workflows.find((w) => w.workflow_id === 2)?.remote_change).toBe(false);
});

it('thousands of workflows arrive: the list is read now and then, not for each', async () => {
	const asked = vi.spyOn(backend, 'workflows');
	for (let i = 0; i < 1000; i++) {
		elenaSaves(100 + i, `name: W${i}\n`);
		tell(state, { kind: 'workflow', what: 'pulled', workflow_id: 100 + i, name: '', author: '', version_id: '', from_workflow_id: 0 }); // prettier-ignore
	}
	await settle();
	expect(asked.mock.calls.length).toBeLessThan(4);
	expect(desk.shelf.workflows).toHaveLength(1002);
});

it('two versions were brought together without a question', async () => {
	elenaSaves(1, `${YAML}# both\n`);
	await told('merged');
	expect(desk.document?.yaml).toBe(`${YAML}# both\n`);
	expect(desk.toasts.current).toMatchObject({
		title: 'Elena Markova’s version and yours of Purchase were brought together',
		lines: ['Nothing clashed: version 2 has both.'],
	});
});

it('two versions clash: the decision can be taken at once', async () => {
	const decide = vi.spyOn(desk, 'decide').mockResolvedValue();
	await told('conflict', { workflow_id: 2, name: 'Leave' });
	expect(desk.toasts.current?.title).toBe('Elena Markova and you changed the same places of Leave');
	await desk.toasts.current?.act?.run();
	expect(decide).toHaveBeenCalledWith(2);
});

it('my own other computer is not a colleague', async () => {
	desk.info = { ...(await backend.appInfo()), author: 'Elena Markova' };
	elenaSaves(1, 'name: Purchase 2\n');
	await told('pulled');
	expect(desk.toasts.current?.title).toBe('You, on another computer, saved version 2 of Purchase');
});

describe('a colleague deletes what is open here', () => {
	it('and it stays open, says so, and can be brought back', async () => {
		elenaSaves(1, '', { deleted: true });
		await told('deleted');
		expect(desk.document).toMatchObject({ yaml: YAML, newer: { deleted: true, author: 'Elena Markova' } });
		expect(desk.shelf.workflows.map((w) => w.workflow_id)).toEqual([2]);
		expect(desk.toasts.current?.title).toBe('Elena Markova deleted Purchase');

		await desk.toasts.current?.act?.run();
		await settle();
		expect(desk.document).toMatchObject({ yaml: YAML, newer: null });
		expect(desk.shelf.workflows.map((w) => w.workflow_id).sort()).toEqual([1, 2]);
	});
});

it('a deletion gave way to an edit: that is said', async () => {
	await told('kept');
	expect(desk.toasts.current?.title).toBe('Purchase was deleted while it was being edited');
});

it('what another tool did, of a workflow without a name, is told all the same', async () => {
	elenaSaves(1, 'form: 1\n', { author: '' });
	await told('pulled', { author: undefined, name: undefined });
	expect(desk.toasts.current?.title).toBe('Another tool saved version 2 of Workflow 1');
});

it('the number of what is open was taken: the document and its draft follow', async () => {
	desk.document?.edit({ yaml: `${YAML}# mine\n` });
	await settle();
	expect(state.drafts.map((draft) => draft.draft_id)).toEqual(['workflow-1']);
	state.versions.set(
		7,
		(state.versions.get(1) ?? []).map((v) => ({ ...v, workflow_id: 7 })),
	);
	elenaSaves(1, 'name: Another\n');

	await told('renumbered', { workflow_id: 7, from_workflow_id: 1 });
	await settle();

	expect(desk.document).toMatchObject({ workflowId: 7, yaml: `${YAML}# mine\n` });
	expect(state.drafts.map((draft) => draft.draft_id)).toEqual(['workflow-7']);
	expect(desk.toasts.current?.title).toBe('Purchase is number 7 now');
});

it('the status follows, and the lists when something was synced', async () => {
	const asked = vi.spyOn(backend, 'workflows');
	state.progress = { phase: 'sending', done: 1, total: 2, bytes: 10 };
	tell(state, { kind: 'sync', status: statusOf(state) });
	expect(desk.sync.status?.state).toBe('syncing');
	await settle();
	expect(asked).not.toHaveBeenCalled();

	state.progress = null;
	state.syncedAt = '2026-05-20T10:00:00Z';
	tell(state, { kind: 'sync', status: statusOf(state) });
	await settle();
	expect([desk.sync.status?.state, asked.mock.calls.length]).toEqual(['synced', 1]);
});

it('one listens, with a bucket and without', async () => {
	expect(state.listeners.size).toBe(1);
	state.settings.storage_type = 'local';
	await desk.reload();
	expect(state.listeners.size).toBe(1);
});
