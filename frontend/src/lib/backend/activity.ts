// Who changed what and when. Names are those of backend/designer/activityanswers.go.

import type { Check } from './backend';

export type ActivityAction =
	| 'workflow.created'
	| 'workflow.version_saved'
	| 'workflow.restored'
	| 'workflow.merged'
	| 'workflow.conflict'
	| 'workflow.resolved'
	| 'workflow.deleted'
	| 'workflow.undeleted'
	| 'workflow.kept'
	| 'workflow.renumbered'
	| 'version.tagged'
	| 'version.untagged'
	| 'scenario.saved'
	| 'scenario.deleted'
	| 'settings.changed'
	| 'sync.ran'
	| 'export.made'
	| 'import.made'
	| 'log.mended';

/** What is left out does not narrow it. */
export interface ActivityRequest {
	workflow_id?: number;
	/** Empty: nobody knows who. */
	author?: string;
	actions?: string[];
	/** When it was done: RFC 3339. */
	from?: string;
	/** Before that time. */
	to?: string;
	/** In the detail, the author or the workflow's name. */
	q?: string;
	/** Entries of a page; 50 when left out. */
	limit?: number;
	/** The next of the page before. */
	before?: string;
}

export interface ActivityEntry {
	/** Its number in the log. */
	line: number;
	/** When it was done, by the clock of who did it. */
	at: string;
	/** When this computer learned of it. */
	logged_at: string;
	/** Empty when nobody knows. */
	author: string;
	/** An ActivityAction, or what a newer program calls one. */
	action: string;
	/** 0: it concerns no workflow. */
	workflow_id: number;
	workflow_name: string;
	/** The workflow can be opened, or brought back. */
	here: boolean;
	deleted: boolean;
	/** Local id; empty when it concerns no version. */
	version_id: string;
	/** Of the version; 0 when not known. */
	number: number;
	/** The comment, or what was changed. */
	detail: string;
	sha256: string;
}

export interface ActivityPage {
	/** What was done last first. */
	entries: ActivityEntry[];
	/** Empty at the end. */
	next: string;
	/** Of the first page only: what the whole log can be narrowed to, and how many lines it has. */
	authors?: string[];
	actions?: string[];
	lines?: number;
}

export interface ActivityLogState {
	/** It is as it was written. */
	ok: boolean;
	lines: number;
	/** Of the last line: who keeps it elsewhere can tell later that nothing before it was changed. */
	sha256: string;
	check: Check;
	checked_at: string;
}

/** The part of the Backend that tells what happened. */
export interface ActivityBackend {
	activity(request: ActivityRequest): Promise<ActivityPage>;
	/** Reads all of the log. */
	activityLog(): Promise<ActivityLogState>;
	/** All that the request asks for, however many pages, as a text. */
	exportActivity(request: ActivityRequest, format: 'csv' | 'json'): Promise<string>;
}

/** A request as the query of an address. */
export function question({ actions, ...rest }: ActivityRequest): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(rest)) {
		if (value !== undefined) query.set(name, String(value));
	}
	if (actions && actions.length > 0) query.set('action', actions.join(','));
	return query.toString();
}
