import { beforeEach, expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { Sync } from './sync.svelte';

const gone = { code: 'many_deleted', message: '31 of 34 workflows are gone.', hint: 'Take it in, or ask.' };

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let sync: Sync;

beforeEach(() => {
	state = fakeState();
	state.settings.storage_type = 's3';
	backend = fakeBackend(state);
	sync = new Sync(backend);
});

it('sends what waits, and knows how it went', async () => {
	state.offline = true;
	await backend.saveVersion({ yaml_content: 'name: A\n', prompt: '', version_comment: '' });
	state.offline = false;
	await sync.readRuns();
	const report = await sync.run();
	await vi.waitFor(() => expect(sync.runs).toHaveLength(1));
	expect([report?.pushed, sync.status?.state, sync.busy]).toEqual([1, 'synced', false]);
});

it('asks before it takes many deletions in, and takes them in when told to', async () => {
	state.trouble = gone;
	expect(await sync.run()).toBeNull();
	expect([sync.question?.message, sync.problem]).toEqual(['31 of 34 workflows are gone.', null]);
	const report = await sync.run(true);
	expect([report?.status.state, sync.question]).toEqual(['synced', null]);
});

it('asks also when the program found it by itself', async () => {
	state.trouble = gone;
	await sync.refresh();
	expect(sync.question?.code).toBe('many_deleted');
});

it('says why it could not be asked for', async () => {
	const away = new BackendError({ code: 'program_unreachable', message: 'No answer.', hint: '' });
	vi.spyOn(backend, 'sync').mockRejectedValueOnce(away);
	await sync.run();
	expect([sync.problem, sync.question, sync.busy]).toEqual([away, null, false]);
});

it('is under way once at a time', async () => {
	const asked = vi.spyOn(backend, 'sync');
	await Promise.all([sync.run(), sync.run()]);
	expect(asked).toHaveBeenCalledOnce();
});
