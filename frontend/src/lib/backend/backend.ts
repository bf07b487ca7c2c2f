// What the window can ask of the program. Components know this interface only; which transport answers (Wails
// bindings, HTTP, or the fake of the tests) is chosen once, in index.ts. Names are those of backend/designer/answers.go.

import type { CompareBackend } from './compare';
import type { ActivityBackend } from './activity';
import type { AnalyticsBackend } from './analytics';
import type { ConflictBackend } from './conflict';
import type { DoctorBackend } from './doctor';
import type { FindBackend } from './find';
import type { DiagramBackend } from './diagram';
import type { FilesBackend } from './files';
import type { FormBackend } from './form';
import type { GenerateBackend } from './generate';
import type { JobsBackend } from './jobs';
import type { LanguageBackend } from './language';
import type { ModelInput, ModelsBackend, ModelSettings } from './models';
import type { OutsideBackend } from './outside';
import type { Problem } from './problem';
import type { ScenarioOutcome, ScenariosBackend } from './scenarios';
import type { SimulateBackend } from './simulate';
import type { SyncBackend, SyncState } from './sync';

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
	/** Others saved a newer version, which was taken in since the workflow was last opened here. */
	remote_change: boolean;
	pending_count: number;
	/** Of the latest version; 0 is not known. Left out by a program that does not tell it. */
	number?: number;
	/** Of the versions that are known here: older ones may be in the bucket only, and others may stand beside. */
	version_count: number;
	last_author: string;
	/** In the order of its text. */
	labels: string[];
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
	/** What proposed the text; left out where a person wrote it. */
	generator?: string;
	/** When set, it must still be the latest version, else the save is refused with code stale_parent. */
	parent_version_id?: string;
	/**
	 * The text is kept as a version on top of its parent and brought together with the latest one, instead of being refused:
	 * the answer is the version that has both, or one whose sync_state is conflict when that takes a decision.
	 */
	merge?: boolean;
	name?: string;
}

/** Names a version, as a milestone does. The value is empty but for tags that other tools gave. */
export interface Tag {
	name: string;
	value: string;
}

export interface VersionSummary {
	/** The bucket's id when the version is there, else local_id. */
	version_id: string;
	local_id: string;
	/** Local ids, empty for none: the version it goes on top of, and the one that it brings together with that. */
	parent_id: string;
	merged_id: string;
	/** 0 is not known: another tool wrote it. */
	number: number;
	/** Bytes. */
	size: number;
	is_latest: boolean;
	last_modified: string;
	version_comment: string;
	author: string;
	/** What proposed the text before it was accepted and saved; empty where a person wrote it. */
	generator: string;
	sync_state: SyncState;
	/** It says that the workflow was deleted; it has no text. */
	deleted: boolean;
	/** It lost a race, or stands against one of ours: kept, never the latest here. */
	beside: boolean;
	/** False: the text is fetched from the bucket when it is opened. */
	text_here: boolean;
	/** By name. */
	tags: Tag[];
	/** Another tool wrote it: author and comment are known only if it said so. */
	foreign: boolean;
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
	/** What came of trying the version out with the workflow's scenarios; left out when it has none. */
	scenarios?: ScenarioOutcome;
}

export interface VersionList {
	workflow_id: number;
	name: string;
	/** Newest first. */
	versions: VersionSummary[];
	/** Everything that the bucket has is in the list. */
	complete: boolean;
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
	/** Left out when there are none. */
	labels?: string[];
	yaml_content: string;
	prompt: string;
	version_comment: string;
	/** What proposed the text; left out where a person wrote it. */
	generator?: string;
	edited_at: string;
}

/** A draft without draft_id gets one; edited_at is the program's. */
export type DraftInput = Omit<Draft, 'draft_id' | 'edited_at' | 'name' | 'labels'> & { draft_id?: string };

export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';
export type MendAction =
	| ''
	| 'create_bucket'
	| 'enable_versioning'
	| 'rebuild_index'
	| 'mend_history'
	| 'mend_activity_log'
	| 'tighten_rights';

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

export interface SettingsView extends ModelSettings {
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
export interface SettingsInput extends ModelInput {
	storage_type?: SettingsView['storage_type'];
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

export interface Backend
	extends
		LanguageBackend,
		DiagramBackend,
		FormBackend,
		GenerateBackend,
		FilesBackend,
		SimulateBackend,
		ScenariosBackend,
		SyncBackend,
		ConflictBackend,
		JobsBackend,
		OutsideBackend,
		CompareBackend,
		ActivityBackend,
		FindBackend,
		AnalyticsBackend,
		ModelsBackend,
		DoctorBackend {
	appInfo(): Promise<AppInfo>;
	templates(): Promise<TemplateSummary[]>;
	template(id: string): Promise<Template>;
	/** Newest saved first. */
	workflows(): Promise<WorkflowSummary[]>;
	saveVersion(request: SaveVersionRequest): Promise<SavedVersion>;
	/** What is known here, at once. */
	versions(workflowId: number): Promise<VersionList>;
	/** Asks the bucket for the versions that are not known here yet. */
	fetchHistory(workflowId: number): Promise<VersionList>;
	/** Rejects while the bucket has the text and does not answer. */
	version(workflowId: number, versionId: string): Promise<VersionDetail>;
	/** The old text becomes a new version on top. */
	restoreVersion(workflowId: number, versionId: string): Promise<SavedVersion>;
	/** These are all tags of the version from now on. */
	setTags(workflowId: number, versionId: string, tags: Tag[]): Promise<VersionSummary>;
	/** Its versions stay. */
	deleteWorkflow(workflowId: number): Promise<void>;
	/** The last text becomes a new version on top of the deletion. */
	undeleteWorkflow(workflowId: number): Promise<SavedVersion>;
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
