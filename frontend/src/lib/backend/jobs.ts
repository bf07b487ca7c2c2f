// What takes a while and goes on by itself. Names are those of backend/designer/jobs.go and bulkanswers.go.

import type { Generating } from './models';
import type { Tag } from './backend';
import type { Problem } from './problem';

export type BulkAct =
	'tag' | 'untag' | 'label' | 'unlabel' | 'delete' | 'undelete' | 'restore' | 'export_versions';

export interface BulkTarget {
	workflow_id: number;
	/** Left out, it is the latest. */
	version_id?: string;
	/** Of this one alone, besides those of the request. */
	tags?: Tag[];
	labels?: string[];
}

export interface BulkRequest {
	do: BulkAct;
	items: BulkTarget[];
	/** What tag gives and untag takes away; with restore one tag, which finds the version of each item that names none. */
	tags?: Tag[];
	/** What label gives and unlabel takes away, each in a new version. */
	labels?: string[];
}

export interface JobItem {
	workflow_id?: number;
	version_id?: string;
	/** Of the version; left out when there is none or it is not known. */
	number?: number;
	/** Of the workflow, or of the file. */
	name: string;
	/** Why it failed; null when it did not. */
	error: Problem | null;
}

export interface Job {
	job_id: string;
	/** A BulkAct, or what another use case calls its jobs. */
	kind: string;
	/** done: it came to its end, and single items may have failed. What was done stays done in every case. */
	state: 'running' | 'done' | 'cancelled' | 'failed';
	/** Items that are dealt with, those that failed too. */
	done: number;
	/** 0 while it is not known. */
	total: number;
	failed_count: number;
	/** The item in work. */
	current: string;
	started_at: string;
	ended_at: string | null;
	/** Why it failed as a whole. */
	error: Problem | null;
	/** That it made; size in bytes. */
	file: { name: string; size: number } | null;
	/** In the order in which they ended. Events and lists leave out items and result. */
	items?: JobItem[];
	/** Of a BulkAct: BulkResult. */
	result?: unknown;
	/** How far a model is, while a job of kind generate runs; events and lists leave it out. */
	generating?: Generating;
}

export interface BulkResult {
	/** Takes back what was done; null when there is nothing to take back. */
	undo: BulkRequest | null;
}

/** The part of the Backend that does what takes a while. */
export interface JobsBackend {
	/** Begins to do the same to many; its events tell how far it is. */
	bulk(request: BulkRequest): Promise<Job>;
	/** Those that run and the last that ended, newest first. */
	jobs(): Promise<Job[]>;
	/** Rejects with code job_not_found once the program has ended or forgotten it. */
	job(id: string): Promise<Job>;
	/** Asks it to stop; it ends soon after. */
	cancelJob(id: string): Promise<Job>;
	/** Saves the file that a job made, where the person says. False when they have changed their mind. */
	saveJobFile(job: Job): Promise<boolean>;
	/** Saves a text as a file, where the person says. False when they have changed their mind. */
	saveText(name: string, text: string): Promise<boolean>;
	/** Saves a picture as a file, where the person says. False when they have changed their mind. */
	savePicture(name: string, picture: Blob): Promise<boolean>;
}
