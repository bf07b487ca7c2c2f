// The Backend over the program's own HTTP API, on the same origin and with its cookie.

import { untrack } from 'svelte';
import { locale, say } from '$lib/words';
import type {
	AppInfo,
	Backend,
	Draft,
	SavedVersion,
	SettingsView,
	StorageReport,
	Template,
	TemplateSummary,
	VersionDetail,
	VersionList,
	VersionSummary,
	WorkflowSummary,
} from './backend';
import { question, type ActivityLogState, type ActivityPage } from './activity';
import type { CompanyAnalytics, WorkflowAnalytics } from './analytics';
import type { Comparison, VersionChanges } from './compare';
import type { ConflictDetail, ConflictRow, Merge } from './conflict';
import type { Diagram, DiagramChange, StepDetail } from './diagram';
import type { SearchAnswer } from './find';
import { chooseFiles, chooseFolder } from './chooseFiles';
import type { ImportReview } from './files';
import type { Form, FormEvaluation } from './form';
import type { Chosen, Generated } from './generate';
import { download, downloadBlob, downloadText } from './download';
import { listen } from './httpEvents';
import type { Job } from './jobs';
import type { Analysis, Completion, HoverInfo, OutlineItem, SymbolUses, TextEdit } from './language';
import type { ModelTrial } from './models';
import type { OutsideEdit } from './outside';
import { asProblem, BackendError, type Problem } from './problem';
import type { KeptScenario, ScenarioOutcome } from './scenarios';
import type { CheckedScenario, Simulation, WorkflowPaths } from './simulate';
import type { SyncReport, SyncRun, SyncStatus } from './sync';

const SERVICES = '/services/v1';
const ADMIN = '/services/v1/admin';

// A page that is being closed may only finish requests that keep alive, and a browser takes those up to 64 KiB.
const KEEPALIVE_LIMIT = 60_000;

export function httpBackend(): Backend {
	return {
		appInfo: () => get<AppInfo>('/app'),
		templates: async () => (await get<{ templates: TemplateSummary[] }>('/workflow-templates')).templates,
		template: (id) => get<Template>(path`/workflow-templates/${id}`),
		workflows: async () => (await get<{ workflows: WorkflowSummary[] }>('/workflows')).workflows,
		saveVersion: (request) => send<SavedVersion>('POST', '/workflows/save-version', request),
		versions: (id) => get<VersionList>(path`/workflows/${id}/versions`),
		version: (id, versionId) => get<VersionDetail>(path`/workflows/${id}/versions/${versionId}`),
		fetchHistory: (id) => send<VersionList>('POST', path`/workflows/${id}/history`),
		restoreVersion: (id, versionId) =>
			send<SavedVersion>('POST', path`/workflows/${id}/versions/${versionId}/restore`),
		setTags: (id, versionId, tags) =>
			send<VersionSummary>('PUT', path`/workflows/${id}/versions/${versionId}/tags`, { tags }),
		deleteWorkflow: async (id) => {
			await send('DELETE', path`/workflows/${id}`);
		},
		undeleteWorkflow: (id) => send<SavedVersion>('POST', path`/workflows/${id}/undelete`),
		search: (question, limit = 20) =>
			get<SearchAnswer>(`/search?q=${encodeURIComponent(question)}&limit=${limit}`),
		drafts: async () => (await get<{ drafts: Draft[] }>('/drafts')).drafts,
		saveDraft: (draft) => send<Draft>('PUT', '/drafts', draft),
		deleteDraft: async (id) => {
			await send('DELETE', path`/drafts/${id}`);
		},
		settings: () => get<SettingsView>('/settings'),
		saveSettings: (input) => send<SettingsView>('PUT', '/settings', input),
		testStorage: (input) => send<StorageReport>('POST', '/storage/test', input),
		mendStorage: (action, settings) => send<StorageReport>('POST', '/storage/mend', { action, settings }),
		doctor: (fix) => exchange<StorageReport>('POST', `${ADMIN}/doctor`, { fix }),
		saveSupportBundle: async () => {
			downloadBlob('workflow-designer-support.zip', await file(`${ADMIN}/support-bundle`));
			return true;
		},
		generateLater: (request) => ask<Job>('/workflows/generate-later', request),
		tryModel: (input) => send<ModelTrial>('POST', '/models/try', input),
		syncStatus: () => get<SyncStatus>('/sync'),
		sync: (input) => send<SyncReport>('POST', '/sync', input),
		attend: async (page, ids) => {
			await send('PUT', '/open-workflows', { page, workflow_ids: ids });
		},
		outside: (id) => get<OutsideEdit>(path`/workflows/${id}/outside`),
		syncRuns: async () => (await get<{ runs: SyncRun[] }>('/sync/runs')).runs,
		subscribe: (listener) =>
			listen(`${ADMIN}/events`, listener, async () => {
				listener({ kind: 'sync', status: await get<SyncStatus>('/sync') });
			}),
		conflicts: async () => (await get<{ conflicts: ConflictRow[] }>('/conflicts')).conflicts,
		conflict: (id) => get<ConflictDetail>(path`/workflows/${id}/conflict`),
		mergePreview: (id, choices) =>
			exchange<Merge>('POST', ADMIN + path`/workflows/${id}/conflict/preview`, { choices }),
		resolveConflict: (id, resolution) =>
			send<SavedVersion>('POST', path`/workflows/${id}/conflict/resolve`, resolution),
		compare: (request) => exchange<Comparison>('POST', `${ADMIN}/compare`, request),
		changes: async (id, versionIds) =>
			(
				await exchange<{ versions: VersionChanges[] }>('POST', ADMIN + path`/workflows/${id}/changes`, {
					version_ids: versionIds,
				})
			).versions,
		activity: (request) => get<ActivityPage>(`/activity?${question(request)}`),
		activityLog: () => get<ActivityLogState>('/activity/log'),
		exportActivity: (request, format) =>
			text(`${ADMIN}/activity/export?format=${format}&${question(request)}`),
		companyAnalytics: (days) => get<CompanyAnalytics>(`/analytics?days=${days}`),
		workflowAnalytics: (id) => get<WorkflowAnalytics>(path`/workflows/${id}/analytics`),
		bulk: (request) => send<Job>('POST', '/bulk', request),
		chooseImport: async (reading, signal) => {
			const files = await chooseFiles();
			if (files.length === 0) return null;
			reading(files.length);
			return upload(files, signal);
		},
		// A page cannot name a folder of the computer that the program runs on, and must not: it sends the files.
		chooseFolder: async (reading, signal) => {
			const files = await chooseFolder();
			if (files.length === 0) return null;
			reading(files.length);
			return upload(files, signal);
		},
		readFolder: async () => null,
		reviewDropped: (files, signal) => upload(files, signal),
		ondropped: () => () => {},
		importFiles: (id, request) => send<Job>('POST', path`/imports/${id}`, request),
		dropImport: async (id) => {
			await send('DELETE', path`/imports/${id}`);
		},
		exportWorkflows: (request) => send<Job>('POST', '/export', request),
		jobs: async () => (await get<{ jobs: Job[] }>('/jobs')).jobs,
		job: (id) => get<Job>(path`/jobs/${id}`),
		cancelJob: (id) => send<Job>('DELETE', path`/jobs/${id}`),
		saveJobFile: async (job) => {
			download(ADMIN + path`/jobs/${job.job_id}/file`, job.file?.name ?? '');
			return true;
		},
		savePicture: async (name, picture) => {
			downloadBlob(name, picture);
			return true;
		},
		saveText: async (name, text) => {
			downloadText(name, text);
			return true;
		},
		validate: (yaml) => ask<Analysis>('/workflows/validate-detailed', { yaml_content: yaml }),
		complete: (yaml, line, column) =>
			ask<Completion>('/editor/complete', { yaml_content: yaml, line, column }),
		hover: async (yaml, line, column) =>
			(await ask<{ found: HoverInfo | null }>('/editor/hover', { yaml_content: yaml, line, column })).found,
		symbol: async (yaml, line, column) =>
			(await ask<{ found: SymbolUses | null }>('/editor/symbol', { yaml_content: yaml, line, column })).found,
		rename: async (yaml, line, column, newName) =>
			(await ask<Edits>('/editor/rename', { yaml_content: yaml, line, column, new_name: newName })).edits,
		outline: async (yaml) =>
			(await ask<{ items: OutlineItem[] }>('/editor/outline', { yaml_content: yaml })).items,
		format: async (yaml) => (await ask<Edits>('/editor/format', { yaml_content: yaml })).edits,
		relabel: async (yaml, add, remove) =>
			(await ask<Edits>('/editor/relabel', { yaml_content: yaml, add, remove })).edits,
		generate: (request) => ask<Generated>('/workflows/generate', request),
		applyChanges: (request) => ask<Chosen>('/editor/apply-changes', request),
		form: (yaml) => ask<Form>('/editor/form', { yaml_content: yaml }),
		evaluateForm: (yaml, question) =>
			ask<FormEvaluation>('/editor/evaluate-form', { yaml_content: yaml, ...question }),
		simulate: (yaml, question) => ask<Simulation>('/editor/simulate', { yaml_content: yaml, ...question }),
		paths: (yaml) => ask<WorkflowPaths>('/editor/paths', { yaml_content: yaml }),
		checkScenarios: async (yaml, scenarios) =>
			(
				await ask<{ scenarios: CheckedScenario[] }>('/editor/check-scenarios', {
					yaml_content: yaml,
					scenarios,
				})
			).scenarios,
		scenarios: async (id) =>
			(await get<{ scenarios: KeptScenario[] }>(path`/workflows/${id}/scenarios`)).scenarios,
		saveScenario: (id, request) => send<KeptScenario>('POST', path`/workflows/${id}/scenarios`, request),
		deleteScenario: async (id, scenarioId) => {
			await send('DELETE', path`/workflows/${id}/scenarios/${scenarioId}`);
		},
		runScenarios: (id, yaml = '') =>
			exchange<ScenarioOutcome>('POST', ADMIN + path`/workflows/${id}/scenarios/run`, { yaml_content: yaml }),
		diagram: (yaml) => ask<Diagram>('/editor/diagram', { yaml_content: yaml }),
		step: (yaml, step) => ask<StepDetail>('/editor/step', { yaml_content: yaml, step }),
		editDiagram: (yaml, edit) => ask<DiagramChange>('/editor/edit-diagram', { yaml_content: yaml, edit }),
		upgrade: async (yaml) => (await ask<Edits>('/editor/upgrade', { yaml_content: yaml })).edits,
	};
}

interface Edits {
	edits: TextEdit[];
}

/** Ids are parts of the path, never more of it. */
function path(parts: TemplateStringsArray, ...ids: (string | number)[]): string {
	return String.raw({ raw: parts }, ...ids.map((id) => encodeURIComponent(id)));
}

function get<T>(where: string): Promise<T> {
	return exchange<T>('GET', ADMIN + where);
}

function send<T>(method: string, where: string, body?: unknown): Promise<T> {
	return exchange<T>(method, ADMIN + where, body, true);
}

/** A question about a text: nothing is stored, so it need not outlive the page. */
function ask<T>(where: string, body: unknown): Promise<T> {
	return exchange<T>('POST', SERVICES + where, body);
}

async function exchange<T>(method: string, where: string, body?: unknown, outlives = false): Promise<T> {
	const { status, text } = await request(method, where, body, outlives);
	if (text === '') return undefined as T;
	const decoded = parse(text);
	if (decoded === undefined) throw notUnderstood(status);
	return decoded as T;
}

/** Sends files, and gives what they hold. */
async function upload(files: File[], signal: AbortSignal): Promise<ImportReview> {
	const form = new FormData();
	for (const file of files) form.append('files', file, file.name);
	const { status, text } = await answered(`${ADMIN}/imports`, { method: 'POST', body: form, signal });
	const review = parse(text) as ImportReview | undefined;
	if (!review) throw notUnderstood(status);
	return review;
}

/** An answer that is not JSON. */
async function text(where: string): Promise<string> {
	return (await request('GET', where)).text;
}

/** An answer that is a file. */
async function file(where: string): Promise<Blob> {
	const { status, file } = await answered(where, { method: 'GET' });
	if (!file) throw notUnderstood(status);
	return file;
}

async function request(
	method: string,
	where: string,
	body?: unknown,
	outlives = false,
): Promise<{ status: number; text: string }> {
	const text = body === undefined ? undefined : JSON.stringify(body);
	return answered(where, {
		method,
		body: text,
		headers: text === undefined ? undefined : { 'Content-Type': 'application/json' },
		keepalive: outlives && text !== undefined && text.length < KEEPALIVE_LIMIT,
	});
}

async function answered(
	where: string,
	init: RequestInit,
): Promise<{ status: number; text: string; file?: Blob }> {
	let answer: Response;
	let told: string;
	try {
		// What calls the program need not run again when another language is chosen.
		const headers = { 'Accept-Language': untrack(locale), ...init.headers };
		answer = await fetch(where, { credentials: 'same-origin', cache: 'no-store', ...init, headers });
		if (answer.headers.get('Content-Type') === 'application/zip') {
			return { status: answer.status, text: '', file: await answer.blob() };
		}
		told = await answer.text();
	} catch {
		throw new BackendError({
			code: 'program_unreachable',
			message: say.backend.silent,
			hint: say.backend.startAgain,
		});
	}
	if (!answer.ok) throw refused(answer.status, told);
	return { status: answer.status, text: told };
}

function refused(status: number, answered: string): BackendError {
	const body = parse(answered) as { error?: unknown } | undefined;
	const problem: Problem | null = asProblem(body?.error);
	if (status === 401) {
		return new BackendError({
			code: 'unauthorized',
			message: problem?.message ?? say.backend.mayNotTalk,
			hint: problem?.hint || say.backend.openAddress,
		});
	}
	return problem ? new BackendError(problem) : notUnderstood(status);
}

function notUnderstood(status: number): BackendError {
	return new BackendError({
		code: 'not_understood',
		message: say.backend.notUnderstood(status),
		hint: say.backend.reload,
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
