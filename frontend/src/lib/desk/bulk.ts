import type { BulkRequest, BulkResult, Job } from '$lib/backend';
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
	const tag = request.tags?.[0]?.name ?? '';
	const job = await desk.jobs.start(
		say.bulk.doing[request.do](things(n), tag),
		() => desk.backend.bulk(request),
		(ended) => outcome(desk, request, ended, things, tag),
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
	tag: string,
): Outcome {
	const done = job.done - job.failed_count;
	const { undo } = (job.result as BulkResult | null) ?? { undo: null };
	const title = done > 0 ? say.bulk.done[request.do](things(done), tag) : say.bulk.nothing;
	const lines = request.do === 'delete' && done > 0 ? [say.bulk.kept] : [];
	if (!undo) return { title, lines };
	return {
		title,
		lines,
		act: { name: say.jobs.undo, run: () => void takeBack(desk, undo, things) },
	};
}

/** What was done is taken back; that is not offered to be taken back in its turn, which would be doing it again. */
async function takeBack(desk: Desk, undo: BulkRequest, things: (n: number) => string): Promise<void> {
	await desk.jobs.start(
		say.bulk.undoing,
		() => desk.backend.bulk(undo),
		(job) => ({ title: say.bulk.undone(things(job.done - job.failed_count)) }),
	);
	await desk.refresh();
}
