import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type VersionDetail } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { OpenDocument } from './document.svelte';
import { EMPTY_WORKFLOW } from './empty';

const DISK_FULL = { code: 'disk_full', message: 'The disk is full.', hint: 'Make room.' };

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;

beforeEach(() => {
	vi.useFakeTimers();
	state = fakeState();
	backend = fakeBackend(state);
});

afterEach(() => vi.useRealTimers());

/** A workflow with one saved version, opened without edits. */
async function saved(yaml = 'name: A\n', prompt = 'Ask.'): Promise<OpenDocument> {
	const version = await backend.saveVersion({ yaml_content: yaml, prompt, version_comment: 'first' });
	const detail: VersionDetail = await backend.version(version.workflow_id, version.local_id);
	return OpenDocument.ofWorkflow(backend, detail, detail);
}

describe('a new document', () => {
	it('is not a version and becomes a draft 300 ms after the last edit', async () => {
		// given
		const doc = OpenDocument.fresh(backend, { yaml: 'name: A\n', prompt: '' });
		expect(doc.dirty).toBe(true);

		// when it is edited three times in a row
		doc.edit({ yaml: 'name: AB\n' });
		await vi.advanceTimersByTimeAsync(200);
		doc.edit({ yaml: 'name: ABC\n' });
		doc.edit({ prompt: 'Ask the manager.' });
		await vi.advanceTimersByTimeAsync(299);
		expect(state.drafts).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);

		// then one draft is on disk, with the newest text
		expect(state.drafts).toHaveLength(1);
		expect(state.drafts[0]).toMatchObject({ yaml_content: 'name: ABC\n', prompt: 'Ask the manager.' });
		expect(doc.keeper.state).toBe('kept');
	});

	it('stays one draft over many edits', async () => {
		const doc = OpenDocument.fresh(backend, { yaml: 'name: A\n' });
		for (const letter of 'BCD') {
			doc.edit({ yaml: `name: ${letter}\n` });
			await vi.advanceTimersByTimeAsync(300);
		}
		expect(state.drafts.map((draft) => draft.yaml_content)).toEqual(['name: D\n']);
	});

	it('loses its draft once it is saved as a workflow', async () => {
		const doc = OpenDocument.fresh(backend, { yaml: 'name: A\n' });
		doc.keeper.touch();
		await doc.keeper.flush();
		const texts = doc.texts;
		const version = await backend.saveVersion({ yaml_content: texts.yaml, prompt: '', version_comment: '' });

		doc.saved(version, texts);
		await doc.keeper.flush();

		expect(state.drafts).toEqual([]);
		expect(doc.dirty).toBe(false);
		expect(doc.base?.number).toBe(1);
	});

	it('knows that an empty workflow nobody touched need not be kept', () => {
		const doc = OpenDocument.fresh(backend, { yaml: EMPTY_WORKFLOW });
		expect(doc.untouched).toBe(true);
		doc.edit({ prompt: 'x' });
		expect(doc.untouched).toBe(false);
	});
});

describe('a workflow', () => {
	it('is clean until its texts differ from the version, and clean again when they are put back', async () => {
		const doc = await saved();
		expect(doc.dirty).toBe(false);

		doc.edit({ yaml: 'name: B\n' });
		await vi.advanceTimersByTimeAsync(300);
		expect(doc.dirty).toBe(true);
		expect(state.drafts.map((draft) => draft.draft_id)).toEqual(['workflow-1']);
		expect(state.drafts[0]?.base_version_id).toBe(doc.base?.versionId);

		doc.edit({ yaml: 'name: A\n' });
		await vi.advanceTimersByTimeAsync(300);
		expect(doc.dirty).toBe(false);
		expect(state.drafts).toEqual([]);
	});

	it('keeps a comment that was typed and not saved', async () => {
		const doc = await saved();
		doc.edit({ comment: 'Limit raised' });
		await vi.advanceTimersByTimeAsync(300);
		expect(state.drafts[0]?.version_comment).toBe('Limit raised');
		expect(doc.dirty).toBe(false);
	});

	it('opens with the edits of its draft, on the version they were made on', async () => {
		const first = await saved();
		first.edit({ yaml: 'name: Mine\n' });
		await vi.advanceTimersByTimeAsync(300);
		const base = await backend.version(1, first.base?.versionId ?? '');
		const latest = await backend.saveVersion({
			workflow_id: 1,
			yaml_content: 'x: 1',
			prompt: '',
			version_comment: '',
		});

		const doc = OpenDocument.ofWorkflow(backend, base, latest, state.drafts[0]);

		expect(doc.yaml).toBe('name: Mine\n');
		expect(doc.dirty).toBe(true);
		expect([doc.base?.number, doc.latestNumber]).toEqual([1, 2]);
	});

	it('removes a draft that says nothing new, as a crash after a save leaves it', async () => {
		const doc = await saved();
		const base = await backend.version(1, doc.base?.versionId ?? '');
		await backend.saveDraft({ draft_id: 'workflow-1', workflow_id: 1, yaml_content: base.yaml_content, prompt: base.prompt, version_comment: '' }); // prettier-ignore

		OpenDocument.ofWorkflow(backend, base, base, state.drafts[0]);
		await vi.advanceTimersByTimeAsync(300);

		expect(state.drafts).toEqual([]);
	});

	it('keeps what was typed while a version was being saved', async () => {
		const doc = await saved();
		doc.edit({ yaml: 'name: B\n', comment: 'why' });
		const sent = doc.texts;
		const version = await backend.saveVersion({ workflow_id: 1, yaml_content: sent.yaml, prompt: sent.prompt, version_comment: sent.comment }); // prettier-ignore
		doc.edit({ yaml: 'name: BC\n' });

		doc.saved(version, sent);
		await vi.advanceTimersByTimeAsync(300);

		expect(doc.dirty).toBe(true);
		expect(doc.comment).toBe('');
		expect(state.drafts[0]).toMatchObject({ yaml_content: 'name: BC\n', base_version_id: version.local_id });
	});

	it('discards its edits and can undo that', async () => {
		const doc = await saved();
		doc.edit({ yaml: 'name: B\n', prompt: 'Other.', comment: 'why' });

		const undo = doc.discardEdits();
		expect(doc.texts).toEqual({ yaml: 'name: A\n', prompt: 'Ask.', comment: '', generator: '' });

		undo();
		await vi.advanceTimersByTimeAsync(300);
		expect(doc.texts).toMatchObject({ yaml: 'name: B\n', prompt: 'Other.', comment: 'why' });
		expect(state.drafts[0]?.yaml_content).toBe('name: B\n');
	});

	it('says what proposed its text until that is undone or saved', async () => {
		const doc = await saved();
		doc.edit({ yaml: 'name: B\n', generator: 'offline' });
		await vi.advanceTimersByTimeAsync(300);
		expect([doc.generator, state.drafts[0]?.generator]).toEqual(['offline', 'offline']);

		// Its own edits on top leave that, undoing the proposal in the editor does not, and redoing it does
		doc.edit({ yaml: 'name: BC\n' });
		expect(doc.generator).toBe('offline');
		doc.edit({ yaml: 'name: A\n' });
		expect(doc.generator).toBe('');
		doc.edit({ yaml: 'name: B\n' });
		expect(doc.generator).toBe('offline');

		const sent = doc.texts;
		const version = await backend.saveVersion({ workflow_id: 1, yaml_content: sent.yaml, prompt: '', version_comment: '', generator: sent.generator }); // prettier-ignore
		doc.saved(version, sent);
		doc.edit({ yaml: 'name: C\n' });
		expect([version.generator, doc.generator]).toEqual(['offline', '']);
	});
});

describe('a text that is being typed', () => {
	/** A text as an editor has it, and how often a string was made of it. */
	function typed(text: string) {
		const made = vi.fn(() => text);
		return { made, length: text.length, slice: (a: number, b: number) => text.slice(a, b), toString: made };
	}

	it('is read only when the draft is written, and its marks are there at once', async () => {
		const doc = await saved('name: A\n');
		const [first, second] = [typed('name: AB\n'), typed('name: ABC\n')];

		doc.edit({ yaml: first });
		expect([doc.dirty, doc.name, doc.fileName]).toEqual([true, 'AB', 'ab.yaml']);
		doc.edit({ yaml: second });
		expect([doc.dirty, doc.name]).toEqual([true, 'ABC']);
		expect([first.made.mock.calls.length, second.made.mock.calls.length]).toEqual([0, 0]);

		await vi.advanceTimersByTimeAsync(300);
		expect(state.drafts[0]?.yaml_content).toBe('name: ABC\n');
		expect([first.made.mock.calls.length, doc.yaml]).toEqual([0, 'name: ABC\n']);
	});

	it('is no edit where it is that of the version, letter by letter', async () => {
		const doc = await saved('name: A\n');
		doc.edit({ yaml: typed('name: B\n') });
		expect(doc.dirty).toBe(true);
		doc.edit({ yaml: typed('name: A\n') });
		expect(doc.dirty).toBe(false);
	});
});

describe('keeping', () => {
	it('says what is wrong, keeps trying, and loses nothing', async () => {
		const doc = await saved();
		const save = vi.spyOn(backend, 'saveDraft').mockRejectedValueOnce(new BackendError(DISK_FULL));

		doc.edit({ yaml: 'name: B\n' });
		await vi.advanceTimersByTimeAsync(300);
		expect(doc.keeper.state).toBe('failed');
		expect(doc.keeper.problem?.hint).toBe('Make room.');
		expect(state.drafts).toEqual([]);

		await vi.advanceTimersByTimeAsync(3000);
		expect(doc.keeper.state).toBe('kept');
		expect(doc.keeper.problem).toBeNull();
		expect(state.drafts[0]?.yaml_content).toBe('name: B\n');
		expect(save).toHaveBeenCalledTimes(2);
	});

	it('never has two writes under way, and the newest text is the last one written', async () => {
		const doc = await saved();
		const real = backend.saveDraft.bind(backend);
		const written: string[] = [];
		let answer = () => {};
		let underWay = 0;
		vi.spyOn(backend, 'saveDraft').mockImplementation(async (draft) => {
			expect(++underWay).toBe(1);
			await new Promise<void>((resolve) => (answer = resolve));
			underWay--;
			written.push(draft.yaml_content);
			return real(draft);
		});

		doc.edit({ yaml: 'name: B\n' });
		const first = doc.keeper.flush();
		doc.edit({ yaml: 'name: C\n' });
		const second = doc.keeper.flush();
		doc.edit({ yaml: 'name: D\n' });
		answer();
		await vi.advanceTimersByTimeAsync(0);
		answer();

		expect(await Promise.all([first, second])).toEqual([true, true]);
		expect(written).toEqual(['name: B\n', 'name: D\n']);
		expect(doc.keeper.state).toBe('kept');
	});

	it('writes at once when asked to', async () => {
		const doc = await saved();
		doc.edit({ yaml: 'name: B\n' });
		expect(await doc.keeper.flush()).toBe(true);
		expect(state.drafts[0]?.yaml_content).toBe('name: B\n');
	});

	it('writes nothing after it was abandoned', async () => {
		const doc = OpenDocument.fresh(backend, { yaml: 'name: A\n' });
		doc.edit({ yaml: 'name: B\n' });
		await doc.keeper.flush();

		await doc.keeper.abandon();
		doc.edit({ yaml: 'name: C\n' });
		await vi.advanceTimersByTimeAsync(5000);

		expect(state.drafts).toEqual([]);
	});
});
