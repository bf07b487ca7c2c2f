import type { VersionSummary } from '$lib/backend';
import { say } from '$lib/words';

/** What people call a version by. Another tool gives no number. */
export function called(version: Pick<VersionSummary, 'number' | 'foreign'>): string {
	return version.number > 0 ? `v${version.number}` : 'v?';
}

export function writer(version: Pick<VersionSummary, 'author' | 'deleted'>): string {
	// A bucket does not say who deleted something.
	return version.author || (version.deleted ? say.history.unknownWriter : say.history.otherTool);
}

/**
 * What a version brought in: "merged with v14, Elena Markova". Of the two that it stands on it is the one by someone else
 * than who saved it. Empty for a version that stands on one, or on one that is not known here.
 */
export function mergedWith(
	version: VersionSummary,
	find: (localId: string) => VersionSummary | null,
): string {
	if (version.merged_id === '') return '';
	const parents = [find(version.parent_id), find(version.merged_id)].filter((found) => found !== null);
	const other = parents.find(({ author }) => author !== version.author) ?? parents[0];
	return other ? say.history.mergedWith(called(other), writer(other)) : say.history.mergedOther;
}
