// What the window can ask of the program. Components know this interface only; which transport answers (Wails
// bindings, HTTP, or the fake of the tests) is chosen once, in index.ts. Names are those of backend/designer/answers.go.

import type { LanguageBackend } from './language';

export type SyncState = 'local' | 'pending' | 'synced' | 'conflict';

/** An error as the program reports it: a code for machines, a sentence, and what to do about it. */
export interface Problem {
	code: string;
	message: string;
	hint: string;
}

/** Every method of Backend rejects with a BackendError and with nothing else. */
export class BackendError extends Error {
	readonly code: string;
	readonly hint: string;
	constructor(problem: Problem) {
		super(problem.message);
		this.name = 'BackendError';
		this.code = problem.code;
		this.hint = problem.hint;
	}
}

export interface TemplateSummary {
	id: string;
	name: string;
	description: string;
	category: string;
}

export interface Template extends TemplateSummary {
	prompt: string;
	yaml: string;
}

export interface WorkflowSummary {
	workflow_id: number;
	name: string;
	s3_file_path: string;
	/** RFC 3339, UTC. */
	last_saved_at: string;
	sync_state: SyncState;
	pending_count: number;
	version_count: number;
	last_author: string;
	/** Why the latest version is not YAML; empty when it is. */
	yaml_error: string;
	/** Of the latest version: whether a runtime takes it. */
	is_valid: boolean;
	error_count: number;
	warning_count: number;
}

export interface SaveVersionRequest {
	/** Left out, a workflow is created. */
	workflow_id?: number;
	yaml_content: string;
	prompt: string;
	version_comment: string;
	/** When set, it must still be the latest version, else the save is refused with code stale_parent. */
	parent_version_id?: string;
	name?: string;
}

export interface VersionSummary {
	/** The bucket's id when the version is there, else local_id. */
	version_id: string;
	local_id: string;
	number: number;
	/** Bytes. */
	size: number;
	is_latest: boolean;
	last_modified: string;
	version_comment: string;
	author: string;
	sync_state: SyncState;
	yaml_error: string;
	/** Whether a runtime takes it. */
	is_valid: boolean;
	error_count: number;
	warning_count: number;
}

export interface SavedVersion extends VersionSummary {
	workflow_id: number;
	name: string;
	s3_file_path: string;
	/** Why the version waits to be sent. */
	sync_error?: Problem;
}

export interface VersionList {
	workflow_id: number;
	name: string;
	/** Newest first. */
	versions: VersionSummary[];
}

export interface VersionDetail extends VersionSummary {
	workflow_id: number;
	name: string;
	s3_file_path: string;
	yaml_content: string;
	prompt: string;
}

export interface Draft {
	/** `workflow-7` for edits of workflow 7, `new-` and a ULID for a workflow that has no version yet. */
	draft_id: string;
	workflow_id?: number;
	base_version_id?: string;
	name: string;
	yaml_content: string;
	prompt: string;
	version_comment: string;
	edited_at: string;
}

/** A draft without draft_id gets one; edited_at is the program's. */
export type DraftInput = Omit<Draft, 'draft_id' | 'edited_at' | 'name'> & { draft_id?: string };

export interface SyncStatus {
	storage_type: 'local' | 's3';
	bucket: string;
	pending_count: number;
	conflict_count: number;
	synced_at: string | null;
	error: Problem | null;
}

export interface SyncFailure extends Problem {
	workflow_id: number;
	name: string;
}

export interface SyncReport {
	pushed: number;
	status: SyncStatus;
	failures: SyncFailure[];
}

export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';
export type MendAction = '' | 'create_bucket' | 'enable_versioning' | 'rebuild_index' | 'mend_history';

export interface Check {
	id: string;
	name: string;
	status: CheckStatus;
	detail: string;
	code: string;
	message: string;
	hint: string;
	mend: MendAction;
}

export interface StorageReport {
	ok: boolean;
	checked_at: string;
	took_ms: number;
	checks: Check[];
}

export type SettingSource = 'environment' | 'env_file' | 'settings' | 'default';

export interface SettingsView {
	storage_type: 'local' | 's3' | 'gcs';
	s3_endpoint_url: string;
	s3_bucket_name: string;
	s3_region: string;
	s3_access_key_id_set: boolean;
	s3_secret_access_key_set: boolean;
	keys_kept_in: '' | 'keyring' | 'file' | 'environment' | 'env_file';
	local_storage_path: string;
	company_id: number;
	designer_author: string;
	debug: boolean;
	/** By setting; what comes from the environment or the .env file cannot be changed in the app. */
	sources: Record<string, SettingSource>;
}

/** What is left out keeps its value; an empty key removes it. */
export interface SettingsInput {
	storage_type?: 'local' | 's3';
	s3_endpoint_url?: string;
	s3_bucket_name?: string;
	s3_region?: string;
	s3_access_key_id?: string;
	s3_secret_access_key?: string;
	company_id?: number;
	designer_author?: string;
}

export interface AppInfo {
	version: string;
	commit: string;
	built_at: string;
	company_id: number;
	author: string;
	local_storage_path: string;
	settings_file: string;
}

export interface Backend extends LanguageBackend {
	appInfo(): Promise<AppInfo>;
	templates(): Promise<TemplateSummary[]>;
	template(id: string): Promise<Template>;
	/** Newest saved first. */
	workflows(): Promise<WorkflowSummary[]>;
	saveVersion(request: SaveVersionRequest): Promise<SavedVersion>;
	versions(workflowId: number): Promise<VersionList>;
	version(workflowId: number, versionId: string): Promise<VersionDetail>;
	/** Newest edited first. */
	drafts(): Promise<Draft[]>;
	/** Resolves when the draft is on disk. */
	saveDraft(draft: DraftInput): Promise<Draft>;
	/** Deleting an unknown draft is no error. */
	deleteDraft(draftId: string): Promise<void>;
	settings(): Promise<SettingsView>;
	/** Resolves when the settings are stored and in force. */
	saveSettings(input: SettingsInput): Promise<SettingsView>;
	/** Tests the storage that the input describes, on top of what is stored; stores nothing. */
	testStorage(input: SettingsInput): Promise<StorageReport>;
	/** Mends one failed check of that storage and tests again. */
	mendStorage(action: MendAction, input: SettingsInput): Promise<StorageReport>;
	syncStatus(): Promise<SyncStatus>;
	/** Pushes what is pending. */
	sync(): Promise<SyncReport>;
}

/** Controls of the window itself; absent in a browser. */
export interface WindowControls {
	minimise(): void;
	toggleMaximise(): void;
	/** Closes the window, once what onclosing was given is done. */
	close(): void;
	/** However the window is closed, it waits for this, up to two seconds. */
	onclosing(keep: () => Promise<unknown>): void;
}
