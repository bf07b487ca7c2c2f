import type { WorkflowSummary } from '$lib/backend';

export function byNumber(workflows: readonly WorkflowSummary[]): ReadonlyMap<number, WorkflowSummary> {
	return new Map(workflows.map((workflow) => [workflow.workflow_id, workflow]));
}
