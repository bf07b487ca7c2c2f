import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type BackendEvent, type Job } from '$lib/backend';
import { Jobs } from './jobs.svelte';
import { Toasts } from './toasts.svelte';

const running: Job = {
	job_id: '01J1',
	kind: 'tag',
	state: 'running',
	done: 0,
	total: 3,
	failed_count: 0,
	current: '',
	started_at: '',
	ended_at: null,
	error: null,
	file: null,
};

let now: Job;
let heard: Set<(event: BackendEvent) => void>;
const backend = {
	jobs: async () => [now],
	job: vi.fn(async () => now),
	cancelJob: vi.fn(async () => now),
	subscribe: (listener: (event: BackendEvent) => void) => {
		heard.add(listener);
		return () => heard.delete(listener);
	},
};
const tell = (job: Job) => heard.forEach((listener) => listener({ kind: 'job', job }));

beforeEach(() => {
	now = running;
	heard = new Set();
	vi.useFakeTimers();
});

describe('a job', () => {
	it('shows how far it is while it runs, and a toast when all went well', async () => {
		const toasts = new Toasts();
		const jobs = new Jobs(backend, toasts);
		const ended = jobs.start('Tagging', async () => running, () => ({ title: 'Tagged' })); // prettier-ignore
		await vi.advanceTimersByTimeAsync(0);
		tell({ ...running, done: 2, current: 'Leave' });
		expect(jobs.shown.map(({ title, job }) => [title, job.done, job.current])).toEqual([
			['Tagging', 2, 'Leave'],
		]);
		now = { ...running, state: 'done', done: 3, items: [] };
		tell({ ...now, items: undefined });
		expect((await ended)?.items).toEqual([]);
		expect([jobs.shown, toasts.current?.title, heard.size]).toEqual([[], 'Tagged', 0]);
	});

	it('is asked for when its events are lost', async () => {
		const jobs = new Jobs(backend, new Toasts());
		const ended = jobs.start('Tagging', async () => running, () => ({ title: 'Tagged' })); // prettier-ignore
		now = { ...running, state: 'done', done: 3 };
		await vi.advanceTimersByTimeAsync(100);
		expect((await ended)?.state).toBe('done');
	});

	it('stays to be looked at when something in it failed', async () => {
		const toasts = new Toasts();
		const jobs = new Jobs(backend, toasts);
		now = { ...running, state: 'done', done: 3, failed_count: 1, items: [] };
		const ended = jobs.start('Tagging', async () => running, () => ({ title: '2 tagged' })); // prettier-ignore
		await vi.advanceTimersByTimeAsync(100);
		await ended;
		expect([jobs.shown[0]?.outcome?.title, toasts.current]).toEqual(['2 tagged', null]);
		jobs.dismiss(jobs.shown[0]!);
		expect(jobs.shown).toEqual([]);
	});

	it('says when nobody knows how it ended', async () => {
		const toasts = new Toasts();
		const jobs = new Jobs(backend, toasts);
		backend.job.mockRejectedValueOnce(
			new BackendError({ code: 'program_unreachable', message: 'm', hint: '' }),
		);
		backend.job.mockRejectedValueOnce(
			new BackendError({ code: 'job_not_found', message: 'Gone.', hint: '' }),
		);
		const ended = jobs.start('Tagging', async () => running, () => ({ title: 'Tagged' })); // prettier-ignore
		await vi.advanceTimersByTimeAsync(100);
		expect(jobs.shown).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(200);
		expect(await ended).toBeNull();
		expect(toasts.current?.title).toBe('Tagging: nobody knows how it ended');
	});

	it('is found again by a page that comes later', async () => {
		const jobs = new Jobs(backend, new Toasts());
		await jobs.resume();
		expect(jobs.shown.map(({ job }) => job.job_id)).toEqual(['01J1']);
	});
});
