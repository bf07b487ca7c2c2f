import { WORKING, type Timeline } from '$lib/desk';
import { idOf } from '$lib/document';
import { say } from '$lib/words';
import { called } from './lineage';

/** What people call one of the two that are compared: "v12", or the working copy. */
export function nameOf(timeline: Timeline, id: string): string {
	if (id === WORKING) return say.history.workingCopy;
	const version = timeline.versions?.find((v) => idOf(v) === id);
	return version ? called(version) : 'v?';
}
