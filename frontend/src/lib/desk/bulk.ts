import type { BulkAct, BulkRequest, BulkResult, Job } from '$lib/backend';
import { say } from '$lib/words';
import type { Desk } from './desk.svelte';
import type { Outcome } from './jobs.svelte';

/**
 * Does the same to many workflows or versions, shows how far it is, and offers to take it back. `versions` says that versions
 * were selected, not workflows. Gives the job as it ended; null when it could not begin.
 */
export async function runBulk(desk: Desk, request: BulkRequest, versions = false): Promise<Job | null> {
	const n = request.items.length;
	const things = versions ? say.bulk.versions : say.bulk.workflows;
	const name = request.labels?.[0] ?? request.tags?.[0]?.name ?? '';
	const job = await desk.jobs.start(
		say.bulk.doing[request.do](things(n), name),
		() => desk.backend.bulk(request),
		(ended) => outcome(desk, request, ended, things, name),
	);
	if (!job) return null;
	if (job.file) await desk.backend.saveJobFile(job);
	await desk.refresh();
	return job;
}

function outcome(
	desk: Desk,
	request: BulkRequest,
	job: Job,
	things: (n: number) => string,
	name: string,
): Outcome {
	const done = job.done - job.failed_count;
	const { undo } = (job.result as BulkResult | null) ?? { undo: null };
	if (done === 0) return { title: say.bulk.nothing };
	if (!undo && request.do !== 'export_versions') return { title: say.bulk.unchanged };
	const title = say.bulk.done[request.do](things(done), name);
	const lines = KEPT.includes(request.do)
		? [say.bulk.kept]
		: ADDS.includes(request.do)
			? [say.bulk.added]
			: [];
	if (!undo) return { title, lines };
	return {
		title,
		lines,
		act: { name: say.jobs.undo, run: () => void takeBack(desk, undo, things) },
	};
}

/** After these a person may ask what is left. */
const KEPT: BulkAct[] = ['delete'];
const ADDS: BulkAct[] = ['label', 'unlabel', 'restore'];

/** What was done is taken back; that is not offered to be taken back in its turn, which would be doing it again. */
async function takeBack(desk: Desk, undo: BulkRequest, things: (n: number) => string): Promise<void> {
	await desk.jobs.start(
		say.bulk.undoing,
		() => desk.backend.bulk(undo),
		(job) => ({ title: say.bulk.undone(things(job.done - job.failed_count)) }),
	);
	await Promise.all([desk.refresh(), desk.shelf.refreshDrafts()]);
}
