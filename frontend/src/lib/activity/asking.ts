// What the log is narrowed to, and what that asks the program.

import type { ActivityAction, ActivityRequest } from '$lib/backend';

export type Period = 'any' | 'today' | 'week' | 'month' | 'between';
export type Kind =
	'versions' | 'decisions' | 'existence' | 'tags' | 'scenarios' | 'settings' | 'sync' | 'files' | 'log';

export interface Filter {
	text: string;
	period: Period;
	/** Days as a date field gives them; of the period "between". */
	from: string;
	to: string;
	/** null is everyone; empty: nobody knows who. */
	author: string | null;
	/** 0 is all. */
	workflow: number;
	/** None is all. */
	kinds: Kind[];
}

export const EVERYTHING: Filter = {
	text: '',
	period: 'any',
	from: '',
	to: '',
	author: null,
	workflow: 0,
	kinds: [],
};

/** Which actions are of a kind, in the order in which kinds are shown. */
export const KINDS: Record<Kind, ActivityAction[]> = {
	versions: ['workflow.version_saved', 'workflow.restored', 'workflow.merged'],
	decisions: ['workflow.conflict', 'workflow.resolved', 'workflow.kept'],
	existence: ['workflow.created', 'workflow.deleted', 'workflow.undeleted', 'workflow.renumbered'],
	tags: ['version.tagged', 'version.untagged'],
	scenarios: ['scenario.saved', 'scenario.deleted'],
	settings: ['settings.changed'],
	sync: ['sync.ran'],
	files: ['export.made', 'import.made'],
	log: ['log.mended'],
};

/** The kinds that a log has something of. */
export function kindsIn(actions: readonly string[]): Kind[] {
	return (Object.keys(KINDS) as Kind[]).filter((kind) =>
		KINDS[kind].some((action) => actions.includes(action)),
	);
}

export function narrows(filter: Filter): boolean {
	return (
		filter.text.trim() !== '' ||
		filter.author !== null ||
		filter.workflow > 0 ||
		filter.kinds.length > 0 ||
		(filter.period === 'between' ? filter.from !== '' || filter.to !== '' : filter.period !== 'any')
	);
}

/** Days begin and end where the person is. */
export function asked(filter: Filter, now: Date): ActivityRequest {
	const request: ActivityRequest = {};
	const text = filter.text.trim();
	if (text) request.q = text;
	if (filter.author !== null) request.author = filter.author;
	if (filter.workflow > 0) request.workflow_id = filter.workflow;
	if (filter.kinds.length > 0) request.actions = filter.kinds.flatMap((kind) => KINDS[kind]);
	const back = { today: 0, week: 6, month: 29 };
	if (filter.period === 'between') {
		const from = dayOf(filter.from);
		const to = dayOf(filter.to);
		if (from) request.from = from.toISOString();
		if (to) request.to = new Date(to.getFullYear(), to.getMonth(), to.getDate() + 1).toISOString();
	} else if (filter.period !== 'any') {
		const days = back[filter.period];
		request.from = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString();
	}
	return request;
}

/** The beginning of a day of a date field; null while it is not a whole date. */
function dayOf(text: string): Date | null {
	const [year, month, day] = text.split('-').map(Number);
	if (!year || !month || !day) return null;
	return new Date(year, month - 1, day);
}
