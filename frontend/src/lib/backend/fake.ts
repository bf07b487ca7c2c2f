// A Backend in memory, for the tests and, with scene.ts, for looking at the window without a program. It is not in the product.

import type {
	Backend,
	Draft,
	SavedVersion,
	SaveVersionRequest,
	SettingsInput,
	SettingsView,
	StorageReport,
	Template,
	VersionDetail,
	WorkflowSummary,
} from './backend';
import { fakeActivity } from './fakeActivity';
import { fakeAnalytics } from './fakeAnalytics';
import { mergedLines, wholeConflict, type FakeConflict } from './fakeConflict';
import { fakeCompare } from './fakeCompare';
import { fakeDiagram } from './fakeDiagram';
import { fakeFind, labelsOf } from './fakeFind';
import { fakeFiles } from './fakeFiles';
import { fakeForm } from './fakeForm';
import { fakeGenerate } from './fakeGenerate';
import { counts, fakeLanguage } from './fakeLanguage';
import { fakeJobs } from './fakeJobs';
import { fakeModels, noModel } from './fakeModels';
import { fakeOutside } from './fakeOutside';
import { fakeScenarios, ranScenarios } from './fakeScenarios';
import { fakeSimulate } from './fakeSimulate';
import { fakeSync, tell, unreachable } from './fakeSync';
import type { Job } from './jobs';
import { invalid, reportFor, TEMPLATES } from './fakeTexts';
import { BackendError, type Problem } from './problem';
import type { KeptScenario } from './scenarios';
import type { BackendEvent, SyncProgress, SyncRun } from './sync';

export interface FakeState {
	/** By workflow, oldest first. */
	versions: Map<number, VersionDetail[]>;
	drafts: Draft[];
	settings: SettingsView;
	templates: Template[];
	offline: boolean;
	/** Of the bucket, for the storage check. */
	bucket: { exists: boolean; versioning: boolean };
	syncedAt: string | null;
	/** Workflows that wait for a decision. */
	conflicts: Map<number, FakeConflict>;
	/** Versions that only the bucket knows of, oldest first. */
	older: Map<number, VersionDetail[]>;
	/** What others changed and nobody has looked at. */
	unseen: Set<number>;
	/** By workflow, the oldest first. */
	scenarios: Map<number, KeptScenario[]>;
	runs: SyncRun[];
	jobs: Job[];
	/** Texts that other programs wrote into the files of workflows. */
	outside: Map<number, string>;
	/** The workflows that a page has said to have open. */
	attended: number[];
	/** Files that were saved where a person said. */
	saved: { name: string; text: string }[];
	progress: SyncProgress | null;
	/** Why a sync is refused. */
	trouble: Problem | null;
	listeners: Set<(event: BackendEvent) => void>;
	now: () => Date;
}

export function fakeState(change: Partial<FakeState> = {}): FakeState {
	return {
		versions: new Map(),
		drafts: [],
		templates: TEMPLATES,
		offline: false,
		bucket: { exists: true, versioning: true },
		syncedAt: null,
		conflicts: new Map(),
		older: new Map(),
		unseen: new Set(),
		scenarios: new Map(),
		runs: [],
		jobs: [],
		outside: new Map(),
		attended: [],
		saved: [],
		progress: null,
		trouble: null,
		listeners: new Set(),
		now: () => new Date(),
		settings: {
			storage_type: 'local',
			s3_endpoint_url: 'http://127.0.0.1:9000',
			s3_bucket_name: 'workflow-files',
			s3_region: 'us-east-1',
			s3_access_key_id_set: false,
			s3_secret_access_key_set: false,
			keys_kept_in: '',
			local_storage_path: '/home/ilya/.local/share/workflow-designer/workflow_files',
			company_id: 1,
			designer_author: 'Ilya Petrov',
			debug: false,
			...noModel,
			sources: {},
		},
		...change,
	};
}

/** A Backend over the state; tests look at the state to see what was stored. */
export function fakeBackend(state: FakeState = fakeState()): Backend {
	let ids = 0;
	const refuse = (code: string, message: string, hint: string) => new BackendError({ code, message, hint });

	function history(id: number): VersionDetail[] {
		const found = state.versions.get(id);
		if (!found)
			throw refuse('workflow_not_found', `There is no workflow ${id}.`, 'Choose one from the list.');
		return found;
	}

	/** Puts a version on top of the latest one. */
	function add(id: number, change: Partial<VersionDetail> & { yaml_content: string }): SavedVersion {
		const before = state.versions.get(id) ?? [];
		const latest = before.find(({ is_latest }) => is_latest);
		const bucket = state.settings.storage_type !== 'local';
		const saved: VersionDetail = {
			...versionOf(state, id, `01V${++ids}`, change.yaml_content),
			number: 1 + Math.max(0, ...before.map(({ number }) => number)),
			parent_id: latest?.local_id ?? '',
			sync_state: !bucket ? 'local' : state.offline ? 'pending' : 'synced',
			...change,
		};
		if (latest) latest.is_latest = false;
		state.versions.set(id, [...before, saved]);
		if (saved.sync_state === 'synced') state.syncedAt = saved.last_modified;
		return saved.sync_state === 'pending' ? { ...saved, sync_error: unreachable } : saved;
	}

	/** Keeps a text that was made on an older version, and brings it together with the latest. */
	function merge(id: number, latest: VersionDetail, request: SaveVersionRequest): SavedVersion {
		const texts = { yaml_content: request.yaml_content, prompt: request.prompt };
		const base = history(id).find((v) => isCalled(v, request.parent_version_id ?? '')) ?? null;
		const comment = { version_comment: request.version_comment };
		const mine = add(id, { ...texts, ...comment, parent_id: base?.local_id ?? '', number: latest.number });
		const both = mergedLines(base?.yaml_content ?? '', request.yaml_content, latest.yaml_content);
		if (both !== null) {
			return add(id, {
				...texts,
				...comment,
				yaml_content: both,
				parent_id: latest.local_id,
				merged_id: mine.local_id,
			});
		}
		const kept = history(id).find((v) => isCalled(v, mine.local_id)) as VersionDetail;
		kept.sync_state = 'conflict';
		latest.beside = true;
		state.conflicts.set(id, wholeConflict(base, kept, latest));
		return { ...kept };
	}

	const backend: Backend = {
		...fakeLanguage,
		...fakeDiagram,
		...fakeForm,
		...fakeGenerate,
		...fakeSimulate,
		...fakeScenarios(state),
		...fakeActivity(state),
		...fakeAnalytics(state),
		...fakeCompare(state),
		...fakeFind(state),
		...fakeFiles(state, () => backend),
		...fakeJobs(state, () => backend),
		...fakeOutside(state),
		appInfo: async () => ({
			version: '0.1.0',
			commit: '8a5c349',
			built_at: '2026-05-20T09:00:00Z',
			company_id: state.settings.company_id,
			author: state.settings.designer_author,
			local_storage_path: state.settings.local_storage_path,
			settings_file: '/home/ilya/.config/workflow-designer/settings.json',
		}),
		templates: async () =>
			state.templates.map(({ id, name, description, category }) => ({ id, name, description, category })),
		template: async (id) => {
			const found = state.templates.find((t) => t.id === id);
			if (!found)
				throw refuse('template_not_found', `There is no template ${id}.`, 'Choose one from the list.');
			return found;
		},
		workflows: async () =>
			[...state.versions.entries()]
				.filter(([, versions]) => !versions.some((v) => v.is_latest && v.deleted))
				.map(([id, versions]) => summary(versions, state.unseen.has(id), state.conflicts.has(id)))
				.sort((a, b) => b.last_saved_at.localeCompare(a.last_saved_at)),
		saveVersion: async (request) => {
			if (request.yaml_content.trim() === '') {
				throw refuse(
					'invalid_content',
					'The YAML is empty.',
					'Write the workflow or choose a template, then save.',
				);
			}
			const id = request.workflow_id ?? Math.max(0, ...state.versions.keys()) + 1;
			const before = request.workflow_id === undefined ? [] : history(id);
			const latest = before.find(({ is_latest }) => is_latest);
			if (request.parent_version_id && latest && !isCalled(latest, request.parent_version_id)) {
				if (request.merge) return merge(id, latest, request);
				throw refuse('stale_parent', 'Someone saved a newer version.', 'Look at it, then save on top of it.');
			}
			const { yaml_content, prompt, version_comment, generator = '' } = request;
			const saved = add(id, { yaml_content, prompt, version_comment, generator });
			const scenarios = state.scenarios.get(id) ?? [];
			return scenarios.length > 0
				? { ...saved, scenarios: await ranScenarios(scenarios, yaml_content) }
				: saved;
		},
		versions: async (id) => {
			const versions = [...history(id)].reverse();
			return { workflow_id: id, name: versions[0]?.name ?? '', versions, complete: !state.older.has(id) };
		},
		fetchHistory: async (id) => {
			if (state.offline) throw new BackendError(unreachable);
			state.versions.set(id, [...(state.older.get(id) ?? []), ...history(id)]);
			state.older.delete(id);
			const versions = [...history(id)].reverse();
			return { workflow_id: id, name: versions[0]?.name ?? '', versions, complete: true };
		},
		version: async (id, versionId) => {
			const found = versionIn(id, versionId);
			if (!found.text_here && state.offline) throw new BackendError(unreachable);
			found.text_here = true;
			if (found.is_latest) state.unseen.delete(id);
			return found;
		},
		restoreVersion: async (id, versionId) => {
			const { number, yaml_content, prompt } = versionIn(id, versionId);
			return add(id, { yaml_content, prompt, version_comment: `Restored version ${number}` });
		},
		setTags: async (id, versionId, tags) => {
			const found = versionIn(id, versionId);
			if (tags.some(({ name }) => !/^[\p{L}\p{N} +\-=._:/@]{1,128}$/u.test(name))) {
				throw refuse(
					'invalid_request',
					'That cannot be a tag.',
					'A tag has 1 to 128 letters, digits, blanks and + - = . _ : / @.',
				);
			}
			found.tags = [...tags].sort((a, b) => a.name.localeCompare(b.name));
			return { ...found };
		},
		deleteWorkflow: async (id) => {
			history(id);
			add(id, { yaml_content: '', deleted: true, size: 0 });
			tell(state, { ...about(id), what: 'deleted' });
		},
		undeleteWorkflow: async (id) => {
			const last = [...history(id)].reverse().find(({ deleted }) => !deleted);
			const saved = add(id, { yaml_content: last?.yaml_content ?? '', prompt: last?.prompt ?? '' });
			tell(state, { ...about(id), what: 'undeleted' });
			return saved;
		},
		drafts: async () => [...state.drafts].sort((a, b) => b.edited_at.localeCompare(a.edited_at)),
		saveDraft: async (input) => {
			const draft: Draft = {
				...input,
				draft_id: input.draft_id ?? `new-01D${++ids}`,
				name: nameOf(input.yaml_content),
				labels: labelsOf(input.yaml_content),
				edited_at: state.now().toISOString(),
			};
			state.drafts = [draft, ...state.drafts.filter((d) => d.draft_id !== draft.draft_id)];
			return draft;
		},
		deleteDraft: async (id) => {
			state.drafts = state.drafts.filter((d) => d.draft_id !== id);
		},
		settings: async () => ({ ...state.settings }),
		saveSettings: async (input) => {
			state.settings = applied(state.settings, input);
			return { ...state.settings };
		},
		...fakeModels({
			applied: (input) => applied(state.settings, input),
			jobs: state.jobs,
			tell: (event) => tell(state, event),
		}),
		testStorage: async (input) => report(applied(state.settings, input)),
		mendStorage: async (action, input) => {
			if (action === 'enable_versioning') state.bucket.versioning = true;
			if (action === 'create_bucket') state.bucket = { exists: true, versioning: true };
			return report(applied(state.settings, input));
		},
		doctor: async (fix) => {
			if (fix) state.bucket = { exists: true, versioning: true };
			return report(state.settings);
		},
		saveSupportBundle: async () => true,
		...fakeSync(state, (id, { yaml, comment, parent, merged }) =>
			add(id, { yaml_content: yaml, version_comment: comment, parent_id: parent, merged_id: merged }),
		),
	};
	return backend;

	function versionIn(id: number, versionId: string): VersionDetail {
		const found = history(id).find((v) => isCalled(v, versionId));
		if (found) return found;
		throw refuse('version_not_found', `There is no version ${versionId}.`, 'Choose one from the history.');
	}

	function about(id: number) {
		const latest = history(id).find(({ is_latest }) => is_latest);
		const { name = '', author = '', local_id = '' } = latest ?? {};
		return {
			kind: 'workflow',
			workflow_id: id,
			name,
			author,
			version_id: local_id,
			from_workflow_id: 0,
		} as const;
	}

	function report(settings: SettingsView): StorageReport {
		return reportFor(settings, { offline: state.offline, ...state.bucket }, state.now());
	}
}

/** A version as it is when it has just been saved. */
export function versionOf(state: FakeState, id: number, localId: string, yaml: string): VersionDetail {
	return {
		workflow_id: id,
		name: nameOf(yaml) || (state.versions.get(id)?.at(-1)?.name ?? ''),
		s3_file_path: `companies/${state.settings.company_id}/workflows/${id}/workflow.yaml`,
		version_id: localId,
		local_id: localId,
		parent_id: '',
		merged_id: '',
		number: 1,
		size: yaml.length,
		is_latest: true,
		last_modified: state.now().toISOString(),
		version_comment: '',
		author: state.settings.designer_author,
		generator: '',
		sync_state: 'local',
		deleted: false,
		beside: false,
		text_here: true,
		tags: [],
		foreign: false,
		yaml_error: invalid(yaml),
		...counts(yaml),
		yaml_content: yaml,
		prompt: '',
	};
}

function isCalled(version: VersionDetail, id: string): boolean {
	return version.local_id === id || version.version_id === id;
}

function summary(versions: VersionDetail[], unseen: boolean, conflict: boolean): WorkflowSummary {
	const latest = versions.find((v) => v.is_latest) as VersionDetail;
	const pending = versions.filter((v) => v.sync_state === 'pending').length;
	return {
		workflow_id: latest.workflow_id,
		name: latest.name,
		s3_file_path: latest.s3_file_path,
		last_saved_at: latest.last_modified,
		sync_state: conflict ? 'conflict' : latest.sync_state,
		remote_change: unseen,
		pending_count: pending,
		number: latest.number,
		version_count: versions.length,
		last_author: latest.author,
		labels: labelsOf(latest.yaml_content),
		yaml_error: latest.yaml_error,
		is_valid: latest.is_valid,
		error_count: latest.error_count,
		warning_count: latest.warning_count,
	};
}

function applied(settings: SettingsView, input: SettingsInput): SettingsView {
	const {
		s3_access_key_id: access,
		s3_secret_access_key: secret,
		model_api_key: key,
		model_timeout: time,
		...rest
	} = input;
	const next = { ...settings, ...rest };
	if (key !== undefined) next.model_api_key_set = key !== '';
	if (time !== undefined) next.model_timeout = Number(time || 300);
	next.model_key_kept_in = next.model_api_key_set ? 'keyring' : '';
	next.model_is_local = /^https?:\/\/(localhost|127\.)/.test(next.model_endpoint_url);
	if (access !== undefined) next.s3_access_key_id_set = access !== '';
	if (secret !== undefined) next.s3_secret_access_key_set = secret !== '';
	next.keys_kept_in = next.s3_access_key_id_set || next.s3_secret_access_key_set ? 'keyring' : '';
	return next;
}

function nameOf(yaml: string): string {
	return /^name:\s*"?([^"\n]*)"?/m.exec(yaml)?.[1]?.trim() ?? '';
}
