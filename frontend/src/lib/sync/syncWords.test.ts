import { expect, it } from 'vitest';
import type { SyncStatus } from '$lib/backend';
import { syncWords } from './syncWords';

const now = new Date(2026, 4, 20, 10, 44);
const inBucket: SyncStatus = {
	storage_type: 's3',
	bucket: 'acme-workflows',
	pending_count: 0,
	conflict_count: 0,
	synced_at: new Date(2026, 4, 20, 10, 42).toISOString(),
	error: null,
};
const error = {
	code: 'bucket_unreachable',
	message: 'The bucket does not answer.',
	hint: 'Check the network.',
};

it.each([
	['no bucket', { storage_type: 'local' as const, bucket: '' }, 'local', 'Kept on this computer'],
	['everything sent', {}, 'synced', 'In acme-workflows, synced 2 min ago'],
	['nothing saved yet', { synced_at: null }, 'synced', 'In acme-workflows'],
	['one waits', { pending_count: 1 }, 'waiting', '1 version waits to be sent, safe on this computer'],
	[
		'two wait, offline',
		{ pending_count: 2, error },
		'trouble',
		'2 versions wait to be sent, safe on this computer',
	],
	['offline, nothing waits', { error }, 'trouble', 'acme-workflows cannot be used now'],
])('with %s', (_, change, sign, text) => {
	expect(syncWords({ ...inBucket, ...change }, false, now)).toEqual({ sign, text });
});

it('says that it is sending', () => {
	expect(syncWords({ ...inBucket, pending_count: 2 }, true, now).text).toBe('Sending to acme-workflows');
});
