// Two versions that were made on the same one and wait for a decision.

import type { SavedVersion, VersionSummary } from './backend';
import type { Analysis } from './language';
import type { Problem } from './problem';

export type Side = 'mine' | 'theirs';
export type Take = Side | 'both' | 'edit';

/** One place where both sides changed the same thing, of a workflow that waits for a decision. */
export interface ConflictRow {
	workflow_id: number;
	name: string;
	path: string;
	/** As written, of several lines at the left; null where it is not there. */
	base: string | null;
	mine: string | null;
	theirs: string | null;
}

export interface Choice {
	path: string;
	take: Take;
	/** YAML of the value, for edit; else empty. */
	text: string;
}

export interface Place {
	/** Empty for a clash of lines in a text that cannot be read; then several places may have it. */
	path: string;
	/** What the path leads to, in words. */
	what: string;
	base: string | null;
	mine: string | null;
	theirs: string | null;
	/** Both sides in one sentence; each side in one. */
	words: string;
	mine_words: string;
	theirs_words: string;
	/** Empty while it is open. */
	take: '' | Take;
	text: string;
	/** The text that taking both would give; null when that is not offered. */
	both: string | null;
	/** In result_yaml, from 1; 0 when it has no line there. */
	line: number;
	end_line: number;
	/** Why an edit cannot be taken. */
	problem: Problem | null;
}

export interface QuietChange {
	words: string;
	from: Side;
	kind: 'added' | 'removed' | 'changed';
}

export interface Origin {
	line: number;
	end_line: number;
	from: Side;
}

/** Both versions brought together, as far as it is decided; where it is open, the result has mine. */
export interface Merge {
	result_yaml: string;
	places: Place[];
	/** What fits together without a question. */
	merged: QuietChange[];
	/** Lines of the result that differ from base. */
	origins: Origin[];
	/** What was found in the result. */
	report: Analysis;
}

export interface ConflictDetail {
	workflow_id: number;
	name: string;
	/** Null when there is no version that both were made on. */
	base: VersionSummary | null;
	mine: VersionSummary;
	theirs: VersionSummary;
	base_yaml: string;
	mine_yaml: string;
	theirs_yaml: string;
	merge: Merge;
}

export interface Resolution {
	choices: Choice[];
	/** When set it is saved as it is, instead of the merge with these choices. */
	yaml_content?: string;
	version_comment: string;
	/** The two versions that were looked at: when there are others now, it is refused with code stale_parent. */
	mine_id: string;
	theirs_id: string;
}

/** The part of the Backend that brings two versions together. Leaving a conflict alone keeps both. */
export interface ConflictBackend {
	/** All places of all workflows that wait. */
	conflicts(): Promise<ConflictRow[]>;
	/** Rejects with not_found or workflow_not_found when nothing waits there. */
	conflict(workflowId: number): Promise<ConflictDetail>;
	/** Stores nothing, and is fast: it is asked after each decision. */
	mergePreview(workflowId: number, choices: Choice[]): Promise<Merge>;
	/** Saves both brought together, on top of both. */
	resolveConflict(workflowId: number, resolution: Resolution): Promise<SavedVersion>;
}
