import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type VersionSummary } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { savedToast } from '$lib/desk';
import { OpenDocument } from '$lib/document';
import { SaveFlow } from './flow.svelte';

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;

beforeEach(() => {
	state = fakeState();
	backend = fakeBackend(state);
});

async function opened(): Promise<OpenDocument> {
	const version = await backend.saveVersion({ yaml_content: 'name: A\n', prompt: '', version_comment: '' });
	const detail = await backend.version(version.workflow_id, version.local_id);
	return OpenDocument.ofWorkflow(backend, detail, detail);
}

const texts = () => state.versions.get(1)?.map((version) => version.yaml_content);

describe('saving', () => {
	it('makes the first version of a new document', async () => {
		const doc = OpenDocument.fresh(backend, { yaml: 'name: A\n', prompt: 'Ask.', comment: ' first ' });
		const flow = new SaveFlow(backend, doc);
		expect(flow.nextNumber).toBe(1);

		const saved = await flow.save();

		expect(saved).toMatchObject({ workflow_id: 1, number: 1, version_comment: 'first' });
		expect(doc).toMatchObject({ workflowId: 1, dirty: false, comment: '' });
		expect(flow.nextNumber).toBe(2);
	});

	it('names the version that was edited as the parent', async () => {
		const doc = await opened();
		const save = vi.spyOn(backend, 'saveVersion');
		const base = doc.base?.versionId;
		doc.edit({ yaml: 'name: B\n' });
		await new SaveFlow(backend, doc).save();
		expect(save.mock.calls[0]?.[0]).toMatchObject({ workflow_id: 1, parent_version_id: base });
	});

	it('keeps text, comment and draft when it is refused', async () => {
		const doc = await opened();
		doc.edit({ yaml: '  ', comment: 'why' });
		await doc.keeper.flush();
		const flow = new SaveFlow(backend, doc);

		expect(await flow.save()).toBeNull();

		expect(flow.problem).toMatchObject({ code: 'invalid_content' });
		expect(doc.texts).toMatchObject({ yaml: '  ', comment: 'why' });
		expect(state.drafts).toHaveLength(1);
		expect(flow.busy).toBe(false);
	});
});

describe('when someone saved meanwhile', () => {
	async function overtaken() {
		const doc = await opened();
		doc.edit({ yaml: 'name: Mine\n', comment: 'my reason' });
		await backend.saveVersion({
			workflow_id: 1,
			yaml_content: 'name: Theirs\n',
			prompt: '',
			version_comment: '',
		});
		return { doc, flow: new SaveFlow(backend, doc) };
	}

	it('says who and which version, and writes nothing', async () => {
		const { doc, flow } = await overtaken();

		expect(await flow.save()).toBeNull();

		expect(flow.newer).toMatchObject({ number: 2, author: 'Ilya Petrov' });
		expect(flow.problem).toBeNull();
		expect(flow.nextNumber).toBe(3);
		expect(doc.texts).toMatchObject({ yaml: 'name: Mine\n', comment: 'my reason' });
		expect(texts()).toEqual(['name: A\n', 'name: Theirs\n']);
	});

	it('can save on top of the latest, and both stay in the history', async () => {
		const { doc, flow } = await overtaken();
		await flow.save();

		const saved = await flow.saveOnLatest();

		expect(saved?.number).toBe(3);
		expect(flow.newer).toBeNull();
		expect(doc.dirty).toBe(false);
		expect(texts()).toEqual(['name: A\n', 'name: Theirs\n', 'name: Mine\n']);
	});

	it('brings both together where they do not clash', async () => {
		const yaml = 'name: A\nform:\n  one: 1\n  two: 2\n  three: 3\n';
		const version = await backend.saveVersion({ yaml_content: yaml, prompt: '', version_comment: '' });
		const detail = await backend.version(version.workflow_id, version.local_id);
		const doc = OpenDocument.ofWorkflow(backend, detail, detail);
		doc.edit({ yaml: yaml.replace('three: 3', 'three: mine') });
		const theirs = yaml.replace('name: A', 'name: Theirs');
		await backend.saveVersion({ workflow_id: 1, yaml_content: theirs, prompt: '', version_comment: '' });
		const flow = new SaveFlow(backend, doc);
		await flow.save();

		const saved = await flow.saveMerged();

		const both = theirs.replace('three: 3', 'three: mine');
		expect(texts()).toEqual([yaml, theirs, doc.yaml.replace('Theirs', 'A'), both]);
		expect(saved?.sync_state).toBe('local');
		expect(doc).toMatchObject({ yaml: both, dirty: false, newer: null });
	});

	it('keeps what is typed while both are brought together, as edits of what was sent', async () => {
		const { doc, flow } = await overtaken();
		state.versions.get(1)?.splice(1, 1, ...(state.versions.get(1) ?? []).slice(1).map((v) => ({ ...v, yaml_content: 'name: A\n' }))); // prettier-ignore
		const saving = flow.saveMerged();
		doc.edit({ yaml: 'name: Mine, and more\n' });
		await saving;
		expect(doc).toMatchObject({ yaml: 'name: Mine, and more\n', dirty: true });
		expect(doc.base?.yaml).toBe('name: Mine\n');
		expect(doc.newer?.number).toBe(3);
	});

	it('keeps both where they clash, for a decision', async () => {
		const { doc, flow } = await overtaken();
		const saved = await flow.saveMerged();
		expect(saved?.sync_state).toBe('conflict');
		expect([doc.dirty, state.conflicts.size]).toEqual([false, 1]);
	});

	it('says so when the program cannot bring them together', async () => {
		const { flow } = await overtaken();
		await flow.save();
		const stale = new BackendError({ code: 'stale_parent', message: 'A newer version exists.', hint: '' });
		vi.spyOn(backend, 'saveVersion').mockRejectedValue(stale);
		expect(await flow.saveMerged()).toBeNull();
		expect(flow.problem).toBe(stale);
	});

	it('knows before it saves what is known already', async () => {
		const { doc, flow } = await overtaken();
		doc.learn((await backend.versions(1)).versions[0] as VersionSummary);
		await flow.look();
		expect(flow.newer?.number).toBe(2);
	});

	it('shows the refusal itself when the versions cannot be read', async () => {
		const { flow } = await overtaken();
		vi.spyOn(backend, 'versions').mockRejectedValue(
			new BackendError({ code: 'program_unreachable', message: 'No answer.', hint: '' }),
		);
		await flow.save();
		expect(flow.problem).toMatchObject({ code: 'stale_parent' });
	});
});

describe('the toast', () => {
	it('says that a version waits, is safe, and why', async () => {
		state.settings.storage_type = 's3';
		state.offline = true;
		const saved = await backend.saveVersion({ yaml_content: 'name: A\n', prompt: '', version_comment: '' });
		const toast = savedToast(saved, 'acme-workflows');
		expect(toast.title).toBe('Version 1 saved');
		expect(toast.lines?.[0]).toBe('It waits to be sent, it is safe on this computer.');
		expect(toast.lines).toContain(saved.sync_error?.message);
		expect(toast.lines).toContain(saved.sync_error?.hint);
	});

	it('says which scenarios broke, and when all came to the same', async () => {
		const saved = await backend.saveVersion({ yaml_content: 'name: A\n', prompt: '', version_comment: '' });
		const broke = ['Small', 'Large', 'Other'].map((name) => ({
			id: name,
			name,
			differs: 'steps' as const,
			words: 'It should end before "chief".',
		}));
		const outcome = { passed: 1, broke };
		expect(savedToast({ ...saved, scenarios: outcome }, '')).toMatchObject({
			tone: 'attention',
			lines: expect.arrayContaining([
				'3 of 4 saved scenarios break:',
				'Small: It should end before "chief".',
				'Large: It should end before "chief".',
			]) as string[],
		});
		expect(savedToast({ ...saved, scenarios: { passed: 2, broke: [] } }, '').lines).toContain(
			'All 2 saved scenarios come to the same.',
		);
	});

	it('says that a version is not YAML, and that it was saved', async () => {
		const saved = await backend.saveVersion({ yaml_content: 'a:\n\tb: [', prompt: '', version_comment: '' });
		expect(savedToast(saved, '')).toMatchObject({
			title: 'Version 1 saved',
			tone: 'attention',
			lines: ['It is kept on this computer.', 'It is not valid YAML: line 2: a tab cannot indent'],
		});
	});
});
