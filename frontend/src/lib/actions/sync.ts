import type { SyncReport } from '$lib/backend';
import type { Desk } from '$lib/desk';
import { count } from '$lib/words';
import type { Action } from './action';

/** What a person can do with the bucket. */
export function syncActions(desk: Desk) {
	const blocked = () => {
		if (desk.sync.status?.storage_type !== 's3') return 'Versions are kept on this computer only.';
		return desk.sync.running ? 'A sync is under way.' : null;
	};
	return {
		syncNow: { name: 'Sync now', keys: 'Mod+Alt+S', blocked, run: () => void sync(desk, false) },
		acceptDeletions: {
			name: 'Take in the deletions',
			blocked: () => (desk.sync.question ? blocked() : 'No deletions wait for an answer.'),
			run: () => void sync(desk, true),
		},
		openSync: { name: 'Sync', keys: 'Mod+Shift+Y', run: () => desk.go('sync') },
		decide: {
			name: 'Decide',
			keys: 'Mod+Alt+D',
			blocked: () => (toDecide(desk) === undefined ? 'No workflow waits for your decision.' : null),
			run: () => {
				const id = toDecide(desk);
				if (id !== undefined) void desk.decide(id);
			},
		},
	} satisfies Record<string, Action>;
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
		const act = { name: 'Look', run: () => desk.go('sync') };
		return desk.toasts.show({
			title: 'Nothing was synced',
			lines: [question.message],
			tone: 'attention',
			act,
		});
	}
	const failed = problem ?? status?.error ?? report?.failures[0];
	if (failed) return desk.toasts.showProblem('Not everything could be synced', failed);
	if (!report) return;
	const waiting = report.conflicts[0];
	desk.toasts.show({
		title: outcome(report, status?.bucket ?? 'the bucket'),
		lines: waiting ? [`${waiting.name} waits for your decision.`] : [],
		tone: waiting ? 'attention' : 'good',
		act: waiting && { name: 'Decide now', run: () => void desk.decide(waiting.workflow_id) },
	});
}

/** "2 versions sent to acme-workflows, 3 workflows taken in". */
function outcome({ pushed, pulled, merged, deleted }: SyncReport, bucket: string): string {
	const parts = [
		pushed > 0 && `${count(pushed, 'version')} sent to ${bucket}`,
		pulled > 0 && `${count(pulled, 'workflow')} taken in`,
		merged > 0 && `${count(merged, 'workflow')} brought together`,
		deleted > 0 && `${count(deleted, 'workflow')} deleted elsewhere`,
	];
	const said = parts.filter(Boolean).join(', ');
	return said || `This computer and ${bucket} are the same`;
}
