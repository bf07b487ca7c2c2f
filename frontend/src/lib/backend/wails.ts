// The Backend over the bindings of the desktop window. The bindings are declared here, so that no generated file is needed.

import { untrack } from 'svelte';
import { locale, say } from '$lib/words';
import type { Backend, WindowControls } from './backend';
import { asProblem, BackendError } from './problem';
import type { KeptScenario } from './scenarios';
import type { BackendEvent } from './sync';

type Bound = Record<string, ((...args: unknown[]) => Promise<unknown>) | undefined>;

interface Runtime {
	WindowMinimise(): void;
	WindowToggleMaximise(): void;
	Quit(): void;
	EventsEmit(name: string): void;
	/** Gives the way to stop listening. */
	EventsOn(name: string, heard: (told: unknown) => void): () => void;
}

declare global {
	interface Window {
		go?: { desktop?: { Bindings?: Bound } };
		runtime?: Runtime;
	}
}

/** The bindings of the window this page is in; null in a browser. */
export function wailsBackend(bindings: Bound | undefined = window.go?.desktop?.Bindings): Backend | null {
	if (!bindings) return null;

	/** What the window speaks: English until it was told. */
	let spoken: ReturnType<typeof locale> = 'en-US';
	let telling: Promise<unknown> | undefined;

	function speak(): Promise<unknown> | undefined {
		const wanted = untrack(locale);
		if (spoken !== wanted) {
			spoken = wanted;
			// An older window speaks nothing else.
			telling = bindings?.Speak?.(wanted);
		}
		return telling;
	}

	async function call<T>(name: string, ...args: unknown[]): Promise<T> {
		const method = bindings?.[name];
		if (!method) {
			throw new BackendError({
				code: 'not_understood',
				message: say.backend.hasNo(name),
				hint: say.backend.installAgain,
			});
		}
		try {
			// A call is on its way at once, unless the window is still being told.
			const told = speak();
			if (told) await told;
			return (await method(...args)) as T;
		} catch (thrown) {
			throw decode(thrown);
		}
	}
	// Go gives null for a list that is nil.
	async function list<T>(name: string, ...args: unknown[]): Promise<T[]> {
		return (await call<T[] | null>(name, ...args)) ?? [];
	}

	return {
		appInfo: () => call('AppInfo'),
		templates: () => list('Templates'),
		template: (id) => call('Template', id),
		workflows: () => list('Workflows'),
		saveVersion: (request) => call('SaveVersion', request),
		versions: (id) => call('Versions', id),
		version: (id, versionId) => call('Version', id, versionId),
		fetchHistory: (id) => call('FetchHistory', id),
		restoreVersion: (id, versionId) => call('RestoreVersion', id, versionId),
		setTags: (id, versionId, tags) => call('SetTags', id, versionId, tags),
		deleteWorkflow: async (id) => {
			await call('DeleteWorkflow', id);
		},
		undeleteWorkflow: (id) => call('UndeleteWorkflow', id),
		search: (question, limit = 20) => call('Search', question, limit),
		relabel: (yaml, add, remove) => list('Relabel', yaml, add, remove),
		drafts: () => list('Drafts'),
		saveDraft: (draft) => call('SaveDraft', draft),
		deleteDraft: async (id) => {
			await call('DeleteDraft', id);
		},
		settings: () => call('Settings'),
		saveSettings: (input) => call('SaveSettings', input),
		testStorage: (input) => call('TestStorage', input),
		mendStorage: (action, input) => call('MendStorage', action, input),
		doctor: (fix) => call('Doctor', fix),
		saveSupportBundle: async () => (await call<string>('SaveSupportBundle')) !== '',
		generateLater: (request) => call('GenerateLater', request),
		tryModel: (input) => call('TryModel', input),
		syncStatus: () => call('SyncStatus'),
		sync: (input = {}) => call('Sync', input),
		attend: async (page, ids) => {
			await call('Attend', { page, workflow_ids: ids });
		},
		outside: (id) => call('Outside', id),
		syncRuns: () => list('SyncRuns'),
		subscribe: (listener) =>
			window.runtime?.EventsOn('backend', (told) => listener(told as BackendEvent)) ?? (() => {}),
		conflicts: () => list('Conflicts'),
		conflict: (id) => call('Conflict', id),
		mergePreview: (id, choices) => call('MergePreview', id, choices),
		resolveConflict: (id, resolution) => call('ResolveConflict', id, resolution),
		compare: (request) =>
			call('Compare', { before: request.before ?? null, after: request.after ?? null, ...request }),
		changes: (id, versionIds) => list('Changes', id, versionIds),
		activity: (request) => call('Activity', request),
		activityLog: () => call('ActivityLog'),
		exportActivity: (request, format) => call('ExportActivity', request, format),
		companyAnalytics: (days) => call('CompanyAnalytics', { days }),
		workflowAnalytics: (id) => call('WorkflowAnalytics', id),
		bulk: (request) => call('Bulk', request),
		chooseImport: (reading) => {
			reading(null);
			return call('ChooseImport');
		},
		chooseFolder: (reading) => {
			reading(null);
			return call('ChooseFolder');
		},
		readFolder: (history) => call('ReadFolder', history),
		reviewDropped: () => call('ReviewDropped'),
		ondropped: (listener) => window.runtime?.EventsOn('dropped', () => listener()) ?? (() => {}),
		importFiles: (id, request) => call('Import', id, request),
		dropImport: async (id) => {
			await call('DropImport', id);
		},
		exportWorkflows: (request) => call('Export', request),
		jobs: () => list('Jobs'),
		job: (id) => call('Job', id),
		cancelJob: (id) => call('CancelJob', id),
		saveJobFile: async (job) => (await call<string>('SaveJobFile', job.job_id)) !== '',
		savePicture: async (name, picture) =>
			(await call<string>('SavePicture', name, await base64(picture))) !== '',
		saveText: async (name, text) => (await call<string>('SaveText', name, text)) !== '',
		validate: (yaml) => call('Validate', yaml),
		complete: (yaml, line, column) => call('Complete', yaml, line, column),
		hover: (yaml, line, column) => call('Hover', yaml, line, column),
		symbol: (yaml, line, column) => call('Symbol', yaml, line, column),
		rename: (yaml, line, column, newName) => list('Rename', yaml, line, column, newName),
		outline: (yaml) => list('Outline', yaml),
		format: (yaml) => list('Format', yaml),
		generate: (request) => call('Generate', request),
		applyChanges: (request) => call('ApplyChanges', request),
		form: (yaml) => call('Form', yaml),
		evaluateForm: (yaml, question) => call('EvaluateForm', yaml, question),
		simulate: (yaml, question) => call('Simulate', yaml, question),
		paths: (yaml) => call('Paths', yaml),
		checkScenarios: (yaml, scenarios) => list('CheckScenarios', yaml, scenarios),
		scenarios: async (id) => (await call<{ scenarios: KeptScenario[] }>('Scenarios', id)).scenarios,
		saveScenario: (id, request) => call('SaveScenario', id, request),
		deleteScenario: async (id, scenarioId) => {
			await call('DeleteScenario', id, scenarioId);
		},
		runScenarios: (id, yaml = '') => call('RunScenarios', id, yaml),
		diagram: (yaml) => call('Diagram', yaml),
		step: (yaml, step) => call('Step', yaml, step),
		editDiagram: (yaml, edit) => call('EditDiagram', yaml, edit),
		upgrade: (yaml) => list('Upgrade', yaml),
	};
}

/** Bytes cross to the window's program as base64. */
function base64(content: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve((reader.result as string).replace(/^.*?,/, ''));
		reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
		reader.readAsDataURL(content);
	});
}

/** The controls of the window this page is in; null in a browser. */
export function windowControls(): WindowControls | null {
	if (!window.go?.desktop?.Bindings || !window.runtime) return null;
	return {
		minimise: () => window.runtime?.WindowMinimise(),
		toggleMaximise: () => window.runtime?.WindowToggleMaximise(),
		close: () => window.runtime?.Quit(),
		onclosing: (keep) =>
			window.runtime?.EventsOn(
				'closing',
				() => void keep().finally(() => window.runtime?.EventsEmit('kept')),
			),
	};
}

/**
 * Tells the window's program that what was drawn last is on the screen: the second frame from now shows it. That is the first
 * content, or all that one needs to work with what is open.
 */
export function sayPainted(what: 'painted' | 'usable'): void {
	requestAnimationFrame(() => requestAnimationFrame(() => window.runtime?.EventsEmit(what)));
}

/** An error crosses as one JSON string {code, message, hint}; depending on Wails inside an Error or as an object. */
export function decode(thrown: unknown): BackendError {
	const text = thrown instanceof Error ? thrown.message : thrown;
	let value: unknown = text;
	if (typeof text === 'string') {
		try {
			value = JSON.parse(text);
		} catch {
			value = null;
		}
	}
	const problem = asProblem(value);
	return new BackendError(
		problem ?? {
			code: 'internal',
			message: say.backend.insideProgram,
			hint: say.backend.reportWhat(typeof text === 'string' ? text : say.backend.noMessage),
		},
	);
}
