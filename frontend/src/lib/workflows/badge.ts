import type { WorkflowSummary } from '$lib/backend';
import { say } from '$lib/words';

export interface Badge {
	/** Two versions wait to be brought together. */
	decide: boolean;
	/** Others saved something that nobody here has looked at. */
	fresh: boolean;
	/** How much of mine waits to be sent. */
	mine: number;
	/** This computer and the bucket have the same, and it has been seen. */
	same: boolean;
	/** All of that in words; empty where there is no bucket. */
	said: string;
}

/** Where a workflow stands between this computer and the bucket. */
export function badgeOf(
	workflow: Pick<WorkflowSummary, 'sync_state' | 'pending_count' | 'remote_change' | 'last_author'>,
): Badge {
	const { sync_state: state, last_author: author } = workflow;
	const decide = state === 'conflict';
	const fresh = workflow.remote_change && !decide;
	const mine = state === 'pending' ? Math.max(1, workflow.pending_count) : 0;
	const same = state === 'synced' && !fresh;
	const parts = [
		decide && say.workflows.badge.decide,
		fresh && say.workflows.badge.fresh(author || say.workflows.badge.anotherTool),
		mine > 0 && say.workflows.badge.mine(mine),
		same && say.workflows.badge.same,
	];
	return { decide, fresh, mine, same, said: parts.filter(Boolean).join('. ') };
}
