// A Backend in memory, for the tests and, with scene.ts, for looking at the window without a program. It is not in the product.

import type {
	Backend,
	Draft,
	SettingsInput,
	SettingsView,
	StorageReport,
	SyncStatus,
	Template,
	VersionDetail,
	WorkflowSummary,
} from './backend';
import { BackendError } from './backend';
import { counts, fakeLanguage } from './fakeLanguage';
import { invalid, reportFor, TEMPLATES } from './fakeTexts';

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
	now: () => Date;
}

const unreachable = {
	code: 'bucket_unreachable',
	message: 'The bucket at https://s3.storage.acme.example does not answer.',
	hint: 'Check the network. Versions are kept here and sent when it answers.',
};

export function fakeState(change: Partial<FakeState> = {}): FakeState {
	return {
		versions: new Map(),
		drafts: [],
		templates: TEMPLATES,
		offline: false,
		bucket: { exists: true, versioning: true },
		syncedAt: null,
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
			sources: {},
		},
		...change,
	};
}

/** A Backend over the state; tests look at the state to see what was stored. */
export function fakeBackend(state: FakeState = fakeState()): Backend {
	let ids = 0;
	const all = () => [...state.versions.values()].flat();
	const refuse = (code: string, message: string, hint: string) => new BackendError({ code, message, hint });

	function status(): SyncStatus {
		const bucket = state.settings.storage_type === 's3';
		const pending = all().filter((v) => v.sync_state === 'pending').length;
		return {
			storage_type: bucket ? 's3' : 'local',
			bucket: bucket ? state.settings.s3_bucket_name : '',
			pending_count: pending,
			conflict_count: all().filter((v) => v.sync_state === 'conflict').length,
			synced_at: state.syncedAt,
			error: bucket && state.offline ? unreachable : null,
		};
	}

	function history(id: number): VersionDetail[] {
		const found = state.versions.get(id);
		if (!found)
			throw refuse('workflow_not_found', `There is no workflow ${id}.`, 'Choose one from the list.');
		return found;
	}

	return {
		...fakeLanguage,
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
			[...state.versions.values()]
				.map((versions) => summary(versions))
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
			const latest = before.at(-1);
			if (request.parent_version_id && latest && request.parent_version_id !== latest.local_id) {
				throw refuse('stale_parent', 'Someone saved a newer version.', 'Look at it, then save on top of it.');
			}
			const sync_state =
				state.settings.storage_type === 'local' ? 'local' : state.offline ? 'pending' : 'synced';
			const saved: VersionDetail = {
				workflow_id: id,
				name: nameOf(request.yaml_content),
				s3_file_path: `companies/${state.settings.company_id}/workflows/${id}/workflow.yaml`,
				version_id: `01V${++ids}`,
				local_id: `01V${ids}`,
				number: before.length + 1,
				size: request.yaml_content.length,
				is_latest: true,
				last_modified: state.now().toISOString(),
				version_comment: request.version_comment,
				author: state.settings.designer_author,
				sync_state,
				yaml_error: invalid(request.yaml_content),
				...counts(request.yaml_content),
				yaml_content: request.yaml_content,
				prompt: request.prompt,
			};
			if (latest) latest.is_latest = false;
			state.versions.set(id, [...before, saved]);
			if (sync_state === 'synced') state.syncedAt = saved.last_modified;
			return sync_state === 'pending' ? { ...saved, sync_error: unreachable } : saved;
		},
		versions: async (id) => {
			const versions = [...history(id)].reverse();
			return { workflow_id: id, name: versions[0]?.name ?? '', versions };
		},
		version: async (id, versionId) => {
			const found = history(id).find((v) => v.local_id === versionId || v.version_id === versionId);
			if (!found)
				throw refuse(
					'version_not_found',
					`There is no version ${versionId}.`,
					'Choose one from the history.',
				);
			return found;
		},
		drafts: async () => [...state.drafts].sort((a, b) => b.edited_at.localeCompare(a.edited_at)),
		saveDraft: async (input) => {
			const draft: Draft = {
				...input,
				draft_id: input.draft_id ?? `new-01D${++ids}`,
				name: nameOf(input.yaml_content),
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
		testStorage: async (input) => report(applied(state.settings, input)),
		mendStorage: async (action, input) => {
			if (action === 'enable_versioning') state.bucket.versioning = true;
			if (action === 'create_bucket') state.bucket = { exists: true, versioning: true };
			return report(applied(state.settings, input));
		},
		syncStatus: async () => status(),
		sync: async () => {
			const waiting = all().filter((v) => v.sync_state === 'pending');
			if (!state.offline) for (const version of waiting) version.sync_state = 'synced';
			if (!state.offline) state.syncedAt = state.now().toISOString();
			return { pushed: state.offline ? 0 : waiting.length, status: status(), failures: [] };
		},
	};

	function report(settings: SettingsView): StorageReport {
		return reportFor(settings, { offline: state.offline, ...state.bucket }, state.now());
	}
}

function summary(versions: VersionDetail[]): WorkflowSummary {
	const latest = versions.at(-1) as VersionDetail;
	const pending = versions.filter((v) => v.sync_state === 'pending').length;
	return {
		workflow_id: latest.workflow_id,
		name: latest.name,
		s3_file_path: latest.s3_file_path,
		last_saved_at: latest.last_modified,
		sync_state: latest.sync_state,
		pending_count: pending,
		version_count: versions.length,
		last_author: latest.author,
		yaml_error: latest.yaml_error,
		is_valid: latest.is_valid,
		error_count: latest.error_count,
		warning_count: latest.warning_count,
	};
}

function applied(settings: SettingsView, input: SettingsInput): SettingsView {
	const { s3_access_key_id: access, s3_secret_access_key: secret, ...rest } = input;
	const next = { ...settings, ...rest };
	if (access !== undefined) next.s3_access_key_id_set = access !== '';
	if (secret !== undefined) next.s3_secret_access_key_set = secret !== '';
	next.keys_kept_in = next.s3_access_key_id_set || next.s3_secret_access_key_set ? 'keyring' : '';
	return next;
}

function nameOf(yaml: string): string {
	return /^name:\s*"?([^"\n]*)"?/m.exec(yaml)?.[1]?.trim() ?? '';
}
