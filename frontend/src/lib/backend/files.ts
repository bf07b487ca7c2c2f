// What brings workflows out and in, as files. Names are those of backend/designer/importanswers.go and export.go.

import type { BulkTarget, Job } from './jobs';
import type { Problem } from './problem';

/** Something that has the same text: a workflow, or a draft. */
export interface SameText {
	/** 0 for a draft. */
	workflow_id: number;
	draft_id: string;
	name: string;
}

/** A workflow that can be taken in. */
export interface ImportItem {
	/** Names it in an import. */
	index: number;
	/** As it is called, or as its zip calls it. */
	file: string;
	/** The zip that it is in; empty for a file of its own. */
	zip: string;
	/** Of the workflow; empty when its YAML has none. */
	name: string;
	/** Bytes of its latest text. */
	size: number;
	/** What is wrong with the text is known. */
	checked: boolean;
	yaml_error: string;
	is_valid: boolean;
	error_count: number;
	warning_count: number;
	version_count: number;
	/** Its zip has description, comments, authors and times as well. */
	has_notes: boolean;
	/** The number that it had; 0 when that is not known. */
	workflow_id: number;
	/** No workflow has that number here. */
	number_free: boolean;
	/** What has the same text here already. */
	same: SameText[];
	/** An earlier item with the same text; null when there is none. */
	same_as: number | null;
	/** What the same file was adopted as before: as a workflow it becomes new versions of that one. */
	continues: { workflow_id: number; name: string } | null;
}

/** What is said of a folder that is adopted. */
export interface ReviewedFolder {
	path: string;
	/** It is in the working tree of a git repository. */
	repository: boolean;
	/** The items have their git history. */
	history: boolean;
	/** Files whose text is here already. */
	here_count: number;
	left_out: (Problem & { file: string; why: string })[];
	/** Files that are not even YAML by their name. */
	other_count: number;
}

/** A file that cannot be taken in. */
export interface RefusedFile extends Problem {
	file: string;
	zip: string;
}

/** What files hold, before anything of it is taken in. */
export interface ImportReview {
	import_id: string;
	items: ImportItem[];
	refused: RefusedFile[];
	/** Files of zips that are no workflows. */
	left_out: number;
	/** Of a folder that is adopted; null for files. */
	folder: ReviewedFolder | null;
}

export type ImportAs = 'workflow' | 'draft' | 'version';

export interface ImportRequest {
	/** `workflow_id` is the workflow that gets the versions, with `version` only. */
	items: { index: number; as: ImportAs; workflow_id?: number }[];
	/** Of versions whose file has no notes. */
	version_comment: string;
}

export interface ImportResult {
	workflow_ids: number[];
	draft_ids: string[];
	/** What was the latest of workflows that got versions. */
	replaced: BulkTarget[];
}

export interface ExportRequest {
	/** None: all that are not deleted. */
	workflow_ids: number[];
	/** Every version, not the latest alone. */
	history: boolean;
}

/** The part of the Backend that takes files in and gives them out. */
export interface FilesBackend {
	/**
	 * Asks the person for files and says what they hold; null when they have changed their mind. `reading` is called once files
	 * were chosen, with their number when it is known. `signal` gives the reading up.
	 */
	chooseImport(reading: (files: number | null) => void, signal: AbortSignal): Promise<ImportReview | null>;
	/** Asks the person for a folder and says what of it can be adopted; null when they have changed their mind. */
	chooseFolder(reading: (files: number | null) => void, signal: AbortSignal): Promise<ImportReview | null>;
	/** Reads the folder that was chosen last once more, with its git history or without; null where none can be. */
	readFolder(history: boolean): Promise<ImportReview | null>;
	/**
	 * Says what was dropped onto the page. The window knows by itself what was dropped and passes `files` over; null when
	 * it knows of nothing.
	 */
	reviewDropped(files: File[], signal: AbortSignal): Promise<ImportReview | null>;
	/** Hears of files that were dropped onto the window, which its page does not get. Gives the way to stop. */
	ondropped(listener: () => void): () => void;
	/** Begins to take in what a review has found. */
	importFiles(importId: string, request: ImportRequest): Promise<Job>;
	/** Forgets a review. */
	dropImport(importId: string): Promise<void>;
	/** Begins to write workflows into a zip. */
	exportWorkflows(request: ExportRequest): Promise<Job>;
}
