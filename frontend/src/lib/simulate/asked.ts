import type { Simulation, WorkflowPaths } from '$lib/backend';

/** What is known of everybody who makes a request, and what the workflow asks of them besides, by its name in the text. */
export function asked(paths: WorkflowPaths | null, state: Simulation | null): string[] {
	const named = [
		...(paths?.paths ?? []).flatMap(({ approvers, deciders }) => [...approvers, ...deciders]),
		...(state?.tokens ?? []).flatMap(({ people }) => people.map(({ as }) => as)),
	];
	const found = named.flatMap((who) => [...who.matchAll(/\brequestor\.(\w+)/g)].map(([, key]) => key ?? ''));
	return [...new Set(['name', 'department', ...found])];
}
