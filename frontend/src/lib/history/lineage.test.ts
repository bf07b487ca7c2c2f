import { describe, expect, it } from 'vitest';
import type { VersionSummary } from '$lib/backend';
import { fakeState, versionOf } from '$lib/backend/fake';
import { called, mergedWith, writer } from './lineage';

const version = (local: string, change: Partial<VersionSummary>): VersionSummary => ({
	...versionOf(fakeState(), 1, local, 'a: 1'), ...change,
}); // prettier-ignore

const mine = version('M', { number: 14, author: 'Ilya Petrov' });
const theirs = version('T', { number: 14, author: 'Elena Markova' });
const find = (id: string) => [mine, theirs].find(({ local_id }) => local_id === id) ?? null;

describe('a merge', () => {
	it.each([
		['mine', 'Ilya Petrov', 'T', 'M', 'merged with v14, Elena Markova'],
		['theirs', 'Elena Markova', 'T', 'M', 'merged with v14, Ilya Petrov'],
		['one that is not known', 'Ilya Petrov', 'X', 'Y', 'merged with another version'],
		['nothing', 'Ilya Petrov', 'T', '', ''],
	])('on top of %s says with what', (_, author, parent_id, merged_id, said) => {
		expect(mergedWith(version('B', { author, parent_id, merged_id }), find)).toBe(said);
	});
});

it('calls what another tool wrote so', () => {
	const tool = version('F', { number: 0, author: '' });
	expect([called(mine), called(tool), writer(tool)]).toEqual(['v14', 'v?', 'Another tool']);
	expect(writer({ ...tool, deleted: true })).toBe('Not known who');
});
