import { expect, it } from 'vitest';
import type { SyncRun } from '$lib/backend';
import { runWords, took } from './runWords';

const run: SyncRun = {
	started_at: '2026-05-20T10:00:00Z', ended_at: '2026-05-20T10:00:00.400Z',
	pushed: 0, pulled: 0, merged: 0, conflicts: 0, bytes: 0, error: null,
}; // prettier-ignore
const error = { code: 'bucket_unreachable', message: 'It does not answer.', hint: '' };

it.each([
	[{}, 'Nothing new'],
	[{ pushed: 1 }, '1 version sent'],
	[
		{ pushed: 2, pulled: 1200, merged: 1, conflicts: 1 },
		'2 versions sent, 1,200 workflows taken in, 1 brought together, 1 to decide',
	],
	[{ error }, 'Stopped'],
	[{ error, pulled: 3 }, '3 workflows taken in'],
])('says what a run with %j did', (change, words) => {
	expect(runWords({ ...run, ...change })).toBe(words);
});

it.each([
	['2026-05-20T10:00:00.400Z', '0.4 s'],
	['2026-05-20T10:00:34Z', '34 s'],
	['2026-05-20T10:02:05Z', '2 min 5 s'],
	['2026-05-20T09:59:59Z', '< 0.1 s'],
])('that ended at %s took %s', (ended_at, words) => {
	expect(took({ ...run, ended_at })).toBe(words);
});
