import { expect, it } from 'vitest';
import type { SyncStatus } from '$lib/backend';
import { progressWords, stateWords, syncWords } from './syncWords';

const now = new Date(2026, 4, 20, 10, 44);
const inBucket: SyncStatus = {
	storage_type: 's3',
	bucket: 'acme-workflows',
	state: 'synced',
	pending_count: 0,
	conflict_count: 0,
	synced_at: new Date(2026, 4, 20, 10, 42).toISOString(),
	error: null,
	progress: null,
	following: true,
};
const error = {
	code: 'bucket_unreachable',
	message: 'The bucket does not answer.',
	hint: 'Check the network.',
};
const busy = { code: 'bucket_busy', message: 'It is too busy to list.', hint: 'Nothing is lost.' };
const progress = { phase: 'fetching', done: 1240, total: 5000, bytes: 10_412_330 } as const;

it.each([
	['no bucket', { state: 'local', storage_type: 'local', bucket: '' }, 'local', 'Kept on this computer'],
	['everything sent', {}, 'synced', 'In acme-workflows, synced 2 min ago'],
	['nothing saved yet', { synced_at: null }, 'synced', 'In acme-workflows'],
	['one waiting', { state: 'pending', pending_count: 1 }, 'waiting', '1 change waits to be sent, safe on this computer'],
	['two waiting, offline', { state: 'offline', pending_count: 2, error }, 'offline', 'Offline: 2 changes wait to be sent, safe on this computer'],
	['nothing waiting, offline', { state: 'offline', error }, 'offline', 'Offline, everything here is safe'],
	['two waiting, busy', { state: 'offline', pending_count: 2, error: busy }, 'offline', 'Bucket busy: 2 changes wait to be sent, safe on this computer'],
	['nothing waiting, busy', { state: 'offline', error: busy }, 'offline', 'Bucket busy, everything here is safe'],
	['wrong settings', { state: 'error', error }, 'trouble', 'acme-workflows cannot be used now'],
	['wrong settings, one waiting', { state: 'error', error, pending_count: 1 }, 'trouble', 'Not synced: 1 change waits to be sent, safe on this computer'],
	['a question', { state: 'error', error: { ...error, code: 'many_deleted' }, pending_count: 1 }, 'decide', 'Many deletions wait for your answer'],
	['a decision to take', { state: 'conflict', conflict_count: 1, pending_count: 1 }, 'decide', '1 workflow waits for your decision'],
	['a long run', { state: 'syncing', progress }, 'syncing', 'Syncing 1,240 of 5,000, 10.4 MB'],
] as const)('with %s', (_, change, sign, text) => {
	expect(syncWords({ ...inBucket, ...change }, false, now)).toEqual({ sign, text });
}); // prettier-ignore

it('says that it syncs as soon as it was asked to', () => {
	expect(syncWords({ ...inBucket, state: 'pending', pending_count: 2 }, true, now).text).toBe('Syncing');
});

it('leaves out what is not known of a run', () => {
	expect(progressWords({ phase: 'looking', done: 0, total: 0, bytes: 0 })).toBe('Looking what is new');
	expect(progressWords({ phase: 'sending', done: 2, total: 5, bytes: 0 })).toBe('Sending 2 of 5');
});

it.each([
	[{ state: 'pending', pending_count: 2 }, false, '2 changes to be sent. They are safe on this computer and are sent with the next sync.'],
	[{ state: 'offline', pending_count: 1 }, false, '1 change to be sent. It is safe on this computer and is sent when the bucket answers.'],
	[{ state: 'offline' }, false, 'The bucket does not answer. Everything is safe on this computer.'],
	[{ state: 'offline', error: busy, pending_count: 1 }, false, '1 change to be sent. It is safe on this computer and is sent with the next sync.'],
	[{ state: 'offline', error: busy }, false, 'The bucket is busy and is asked again soon. Everything is safe on this computer.'],
	[{}, false, 'Everything is in the bucket, as of 2 min ago.'],
	[{ synced_at: null }, false, 'Nothing has been sent yet.'],
	[{ pending_count: 2 }, true, 'A sync is under way. You can go on working: what is new comes in as it arrives.'],
] as const)('says of %j what it means', (change, running, words) => {
	expect(stateWords({ ...inBucket, ...change }, running, now)).toBe(words);
}); // prettier-ignore
