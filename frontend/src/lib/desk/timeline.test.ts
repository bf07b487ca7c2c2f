import { expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend } from '$lib/backend/fake';
import { Timeline } from './timeline.svelte';

async function three() {
	const backend = fakeBackend();
	const save = (text: string, id?: number) =>
		backend.saveVersion({ workflow_id: id, yaml_content: text, prompt: '', version_comment: '' });
	await save('v: 1');
	await save('v: 2', 1);
	await save('v: 3', 1);
	return { backend, timeline: new Timeline(backend, 1) };
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
