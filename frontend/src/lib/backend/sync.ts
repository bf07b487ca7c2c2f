// Where this computer stands with the bucket, and what comes from there. Names are those of backend/designer/answers.go.

import type { Job } from './jobs';
import type { Generating } from './models';
import type { Problem } from './problem';

export type SyncState = 'local' | 'pending' | 'synced' | 'conflict';

export interface SyncProgress {
	/** fetching: takes in and sends, workflow by workflow; aside: what lost a race on other computers. */
	phase: 'looking' | 'fetching' | 'sending' | 'history' | 'aside';
	/** Workflows. */
	done: number;
	/** 0 while it is not known. */
	total: number;
	bytes: number;
}

export interface SyncStatus {
	storage_type: 'local' | 's3' | 'gcs';
	bucket: string;
	state: 'local' | 'synced' | 'pending' | 'syncing' | 'offline' | 'conflict' | 'error';
	/** Versions and tags that wait to be sent. */
	pending_count: number;
	/** Workflows that wait for a decision. */
	conflict_count: number;
	synced_at: string | null;
	/** Why it is offline, where nothing is wrong with the settings, or in error. */
	error: Problem | null;
	progress: SyncProgress | null;
	/** The bucket tells changes by itself; else it is asked now and then. */
	following: boolean;
}

export interface SyncFailure extends Problem {
	workflow_id: number;
	name: string;
}

export interface SyncReport {
	/** Versions sent; workflows taken in, brought together without a question, deleted elsewhere. */
	pushed: number;
	pulled: number;
	merged: number;
	deleted: number;
	conflicts: { workflow_id: number; name: string }[];
	failures: SyncFailure[];
	status: SyncStatus;
}

export interface SyncRun {
	started_at: string;
	ended_at: string;
	pushed: number;
	pulled: number;
	merged: number;
	conflicts: number;
	bytes: number;
	error: Problem | null;
}

export interface WorkflowEvent {
	kind: 'workflow';
	/**
	 * merged: theirs and mine were brought together without a question. kept: a deletion gave way to an edit. saved: another
	 * program on this computer saved a version. edited: another program wrote a text into the file of the workflow. checked: it is
	 * known by now what many texts say; of no workflow in particular. scenarios: somebody else changed its scenarios.
	 */
	what:
		| 'pulled'
		| 'merged'
		| 'deleted'
		| 'undeleted'
		| 'renumbered'
		| 'conflict'
		| 'kept'
		| 'resolved'
		| 'sent'
		| 'saved'
		| 'edited'
		| 'scenarios'
		| 'checked';
	workflow_id: number;
	name?: string;
	/** The colleague; left out when it was another tool. */
	author?: string;
	version_id?: string;
	/** renumbered: the number that it had. Whatever is open follows to workflow_id. */
	from_workflow_id?: number;
}

export type BackendEvent =
	| { kind: 'sync'; status: SyncStatus }
	| { kind: 'job'; job: Job }
	| { kind: 'generating'; generating: Generating }
	| WorkflowEvent;

/** The part of the Backend that keeps this computer and the bucket the same. */
export interface SyncBackend {
	/** Says what is known here; it does not talk to the bucket. */
	syncStatus(): Promise<SyncStatus>;
	/**
	 * Sends and takes in. Rejects with code many_deleted when far more is gone than usual: nothing has been taken in then,
	 * and accept_deletions takes it in.
	 */
	sync(input?: { accept_deletions?: boolean }): Promise<SyncReport>;
	/** Newest first, at most 20. */
	syncRuns(): Promise<SyncRun[]>;
	/**
	 * Tells what happens from now on, until the function that it gives is called. Events may be lost while the connection
	 * is; after that a sync event comes, as a hint to look again.
	 */
	subscribe(listener: (event: BackendEvent) => void): () => void;
}
