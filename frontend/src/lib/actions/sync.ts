import type { SyncReport } from '$lib/backend';
import type { Desk } from '$lib/desk';
import { say } from '$lib/words';
import { named } from './action';

/** What a person can do with the bucket. */
export function syncActions(desk: Desk) {
	const blocked = () => {
		if ((desk.sync.status?.storage_type ?? 'local') === 'local') return say.actions.onlyHere;
		return desk.sync.running ? say.actions.syncing : null;
	};
	return named({
		syncNow: { keys: 'Mod+Alt+S', blocked, run: () => void sync(desk, false) },
		acceptDeletions: {
			blocked: () => (desk.sync.question ? blocked() : say.actions.noDeletions),
			run: () => void sync(desk, true),
		},
		openSync: { keys: 'Mod+Shift+Y', run: () => desk.go('sync') },
		decide: {
			keys: 'Mod+Alt+D',
			blocked: () => (toDecide(desk) === undefined ? say.actions.noDecision : null),
			run: () => {
				const id = toDecide(desk);
				if (id !== undefined) void desk.decide(id);
			},
		},
	});
}

/** The open workflow when it waits for a decision, else the first that does. */
function toDecide(desk: Desk): number | undefined {
	const waiting = desk.shelf.workflows.filter(({ sync_state }) => sync_state === 'conflict');
	const open = waiting.find(({ workflow_id }) => workflow_id === desk.document?.workflowId);
	return (open ?? waiting[0])?.workflow_id;
}

async function sync(desk: Desk, acceptDeletions: boolean): Promise<void> {
	const report = await desk.sync.run(acceptDeletions);
	await desk.refresh();
	const { problem, status, question } = desk.sync;
	if (question) {
		const act = { name: say.actions.look, run: () => desk.go('sync') };
		return desk.toasts.show({
			title: say.actions.nothingSynced,
			lines: [question.message],
			tone: 'attention',
			act,
		});
	}
	const failed = problem ?? status?.error ?? report?.failures[0];
	if (failed) return desk.toasts.showProblem(say.actions.notAllSynced, failed);
	if (!report) return;
	const waiting = report.conflicts[0];
	desk.toasts.show({
		title: outcome(report, status?.bucket ?? say.actions.theBucket),
		lines: waiting ? [say.actions.waits(waiting.name)] : [],
		tone: waiting ? 'attention' : 'good',
		act: waiting && { name: say.save.decideNow, run: () => void desk.decide(waiting.workflow_id) },
	});
}

/** "2 versions sent to acme-workflows, 3 workflows taken in". */
function outcome({ pushed, pulled, merged, deleted }: SyncReport, bucket: string): string {
	const parts = [
		pushed > 0 && say.actions.sentTo(pushed, bucket),
		pulled > 0 && say.actions.takenIn(pulled),
		merged > 0 && say.actions.broughtTogether(merged),
		deleted > 0 && say.actions.deletedElsewhere(deleted),
	];
	const said = parts.filter(Boolean).join(', ');
	return said || say.actions.same(bucket);
}
