import { describe, expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState, versionOf } from '$lib/backend/fake';
import { Timeline } from './timeline.svelte';

async function three() {
	const state = fakeState();
	const backend = fakeBackend(state);
	const save = (text: string, id?: number) =>
		backend.saveVersion({ workflow_id: id, yaml_content: text, prompt: '', version_comment: '' });
	await save('v: 1');
	await save('v: 2', 1);
	await save('v: 3', 1);
	return { state, backend, timeline: new Timeline(backend, 1) };
}

it('lists the newest first and shows it', async () => {
	const { timeline } = await three();
	await timeline.load();
	expect(timeline.versions?.map((version) => version.number)).toEqual([3, 2, 1]);
	expect(timeline.shown?.yaml_content).toBe('v: 3');
});

it('shows the last one chosen, however the answers arrive', async () => {
	const { backend, timeline } = await three();
	await timeline.load();
	const [, second, first] = timeline.versions ?? [];
	if (!first || !second) throw new Error('there are no versions');
	const real = backend.version.bind(backend);
	let late = () => {};
	vi.spyOn(backend, 'version').mockImplementation(async (id, versionId) => {
		if (versionId === second.local_id) await new Promise<void>((resolve) => (late = resolve));
		return real(id, versionId);
	});

	const slow = timeline.choose(second);
	await timeline.choose(first);
	late();
	await slow;

	expect(timeline.shown?.yaml_content).toBe('v: 1');
});

it('says why a version cannot be read', async () => {
	const { backend, timeline } = await three();
	const damaged = new BackendError({
		code: 'damaged',
		message: 'The file was changed.',
		hint: 'Run doctor.',
	});
	vi.spyOn(backend, 'version').mockRejectedValueOnce(damaged);
	await timeline.load();
	expect(timeline.shownProblem).toBe(damaged);
});

it('begins with the version that is asked for', async () => {
	const { state, timeline } = await three();
	const [first, second] = state.versions.get(1) ?? [];
	if (second) second.version_id = 'by the bucket';
	await timeline.load(first?.local_id);
	expect(timeline.shown?.number).toBe(1);
	await timeline.load('by the bucket');
	expect(timeline.shown?.number).toBe(2);
});

it('shows the latest where a version beside it is newer', async () => {
	const { state, timeline } = await three();
	state.versions
		.get(1)
		?.push({ ...versionOf(state, 1, 'B', 'v: b'), number: 3, beside: true, is_latest: false });
	await timeline.load();
	expect([timeline.versions?.[0]?.beside, timeline.shown?.yaml_content]).toEqual([true, 'v: 3']);
});

describe('what only the bucket has', () => {
	async function older() {
		const made = await three();
		const elsewhere = { ...versionOf(made.state, 1, 'O', 'v: 0'), is_latest: false, text_here: false };
		made.state.older.set(1, [elsewhere]);
		return made;
	}

	it('comes when the history is opened; a text comes when it is', async () => {
		const { timeline } = await older();
		await timeline.load();
		expect([timeline.versions?.length, timeline.complete]).toEqual([4, true]);
		const last = timeline.versions?.at(-1);
		if (!last) throw new Error('there is no version');
		await timeline.choose(last);
		expect(timeline.shown?.yaml_content).toBe('v: 0');
		expect(timeline.versions?.at(-1)?.text_here).toBe(true);
	});

	it('is asked for again when the bucket did not answer; what is here is shown meanwhile', async () => {
		const { state, timeline } = await older();
		state.offline = true;
		await timeline.load();
		expect(timeline.versions).toHaveLength(3);
		expect([timeline.fetchProblem?.code, timeline.complete]).toEqual(['bucket_unreachable', false]);
		state.offline = false;
		await timeline.fetch();
		expect([timeline.versions?.length, timeline.fetchProblem]).toEqual([4, null]);
	});
});

it('tags a version, in the list and where it is read', async () => {
	const { timeline } = await three();
	await timeline.load();
	const [latest] = timeline.versions ?? [];
	if (!latest) throw new Error('there is no version');
	await timeline.setTags(latest, [{ name: 'pilot', value: '' }]);
	expect([timeline.versions?.[0]?.tags, timeline.shown?.tags]).toEqual([
		[{ name: 'pilot', value: '' }],
		[{ name: 'pilot', value: '' }],
	]);
	await expect(timeline.setTags(latest, [{ name: 'a;b', value: '' }])).rejects.toMatchObject({
		code: 'invalid_request',
	});
});
