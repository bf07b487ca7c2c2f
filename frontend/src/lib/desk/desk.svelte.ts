import {
	asBackendError,
	type AppInfo,
	type Backend,
	type BackendError,
	type Draft,
	type SavedVersion,
	type WindowControls,
} from '$lib/backend';
import { EMPTY_WORKFLOW, OpenDocument, idOf, latestOf, type Latest, type Texts } from '$lib/document';
import { Check, type Uses } from '$lib/language';
import { OpenConflict } from './conflict.svelte';
import type { Caret, EditorHandle } from './handles';
import { Jobs } from './jobs.svelte';
import { Layout } from './layout.svelte';
import { News } from './news';
import { openWorkflow } from './opening';
import { savedToast } from './said';
import { Shelf } from './shelf.svelte';
import { Sync } from './sync.svelte';
import { Timeline } from './timeline.svelte';
import { Toasts } from './toasts.svelte';

export type Room = 'design' | 'history' | 'sync' | 'conflict' | 'templates' | 'settings';
export type SettingsPage = 'you' | 'storage' | 'look' | 'about';

/** Remembers which document was open and how the window is arranged; the texts themselves are with the program. */
export type Memory = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const LAST_OPEN = 'workflow-designer.open';

/** What the person works on: the room they are in, the document on the desk, the lists around it. */
export class Desk {
	room = $state<Room>('design');
	settingsPage = $state<SettingsPage>('storage');
	document = $state.raw<OpenDocument | null>(null);
	/** The workflow that is being opened. */
	opening = $state<number | null>(null);
	/** The person asked to connect a bucket: the storage page starts with it. */
	connecting = $state(false);
	/** The save dialog is open. */
	saving = $state(false);
	/** The versions that are looked at. */
	timeline = $state.raw<Timeline | null>(null);
	/** The two versions that are being brought together. */
	conflict = $state.raw<OpenConflict | null>(null);
	info = $state.raw<AppInfo | null>(null);
	/** The lists have been read and the last document is open again. */
	started = $state(false);

	editor = $state.raw<EditorHandle | null>(null);
	caret = $state.raw<Caret>({ line: 1, column: 1, keys: [] });
	/** What is found in the open document's text. */
	readonly check: Check;
	/** What the panel below the editor shows; null when it is closed. */
	panel = $state<'problems' | 'uses' | null>(null);
	/** Where the symbol is named whose uses were asked for. */
	uses = $state.raw<Uses | null>(null);
	/** The outline of the document is open. */
	outlining = $state(false);

	readonly layout: Layout;
	readonly shelf: Shelf;
	readonly sync: Sync;
	readonly toasts = new Toasts();
	/** What takes a while and goes on while the person works. */
	readonly jobs: Jobs;
	readonly #news = new News(this);
	/** What was set aside, with the decisions taken. */
	#conflicts: OpenConflict[] = [];
	/** The version that the history is to begin with. */
	#wanted: string | undefined;

	constructor(
		readonly backend: Backend,
		readonly window: WindowControls | null,
		private readonly memory: Memory,
	) {
		this.layout = new Layout(memory);
		this.shelf = new Shelf(backend);
		this.sync = new Sync(backend);
		this.check = new Check(backend);
		this.jobs = new Jobs(backend, this.toasts);
		window?.onclosing(async () => this.document?.keeper.flush());
	}

	async start(): Promise<void> {
		void this.sync.refresh().then(() => this.#news.listen());
		void this.readInfo();
		void this.jobs.resume();
		await this.shelf.load();
		if (this.shelf.problem) return;
		await this.#restore();
		this.started = true;
	}

	async readInfo(): Promise<void> {
		try {
			this.info = await this.backend.appInfo();
		} catch {
			// The status bar already says that the program does not answer: the sync status asks it too.
			this.info = null;
		}
	}

	/** Reads again what a save, a sync or new settings may have changed. */
	async refresh(): Promise<void> {
		await Promise.all([this.shelf.refresh(), this.sync.refresh(), this.readInfo()]);
		await Promise.all([this.follow(), this.timeline?.refresh()]);
		if (this.room === 'conflict') await this.reloadConflict();
	}

	/** Reads everything again, after settings have changed what there is. */
	async reload(): Promise<void> {
		await Promise.all([this.shelf.load(), this.sync.refresh(), this.readInfo()]);
		this.#news.listen();
	}

	/** Takes the document off the desk, kept as it is. False when it could not be kept, and stays. */
	async putAway(): Promise<boolean> {
		if (!(await this.#leave())) return false;
		this.document = null;
		this.remember();
		return true;
	}

	go(room: Room, page?: SettingsPage): void {
		this.saving = false;
		this.room = room;
		if (page) this.settingsPage = page;
	}

	/** Opens a workflow, with its unsaved edits when there are any. */
	async openWorkflow(id: number): Promise<void> {
		if (this.document?.workflowId === id) return this.go('design');
		if (!(await this.#leave())) return;
		this.opening = id;
		try {
			const doc = await openWorkflow(this.backend, id, this.shelf.draftOf(id));
			if (this.opening !== id) return;
			this.#put(doc);
			this.shelf.seen(id);
		} catch (thrown) {
			this.toasts.showProblem('The workflow could not be opened', asBackendError(thrown));
		} finally {
			if (this.opening === id) this.opening = null;
		}
	}

	async openDraft(draft: Draft): Promise<void> {
		if (this.document && this.document.keeper.draftId === draft.draft_id) return this.go('design');
		if (!(await this.#leave())) return;
		const newest = this.shelf.drafts.find((other) => other.draft_id === draft.draft_id) ?? draft;
		this.#put(OpenDocument.ofDraft(this.backend, newest));
	}

	/** Puts a new document on the desk and keeps it as a draft at once. What was open stays kept. */
	async openNew(texts: Partial<Texts> = { yaml: EMPTY_WORKFLOW }): Promise<void> {
		if (!(await this.#leave())) return;
		const doc = OpenDocument.fresh(this.backend, texts);
		this.#put(doc);
		doc.keeper.touch();
		await doc.keeper.flush();
		this.remember();
	}

	/**
	 * Learns which version of the open workflow is the latest, and takes it in where nothing is unsaved. Gives what was
	 * learned; null when nothing is open or the program does not say.
	 */
	async follow(): Promise<{ doc: OpenDocument; latest: Latest; taken: boolean } | null> {
		const doc = this.document;
		const id = doc?.workflowId;
		if (!doc || id === undefined) return null;
		try {
			const latest = latestOf((await this.backend.versions(id)).versions);
			if (!latest || doc.workflowId !== id) return null;
			doc.learn(latest);
			let taken = false;
			if (doc.newer && !latest.deleted && !doc.dirty) {
				taken = doc.take(await this.backend.version(id, idOf(latest)));
				if (taken) this.shelf.seen(id);
			}
			return doc.latest && { doc, latest: doc.latest, taken };
		} catch {
			// What is shown stays true; a save will say that there is a newer version.
			return null;
		}
	}

	/** Begins to read the versions of the open workflow. */
	openTimeline(): void {
		const id = this.document?.workflowId;
		this.timeline = id === undefined ? null : new Timeline(this.backend, id);
		void this.timeline?.load(this.#wanted);
		this.#wanted = undefined;
	}

	/** Shows one version of a workflow, which becomes the open one. */
	async showVersion(workflowId: number, versionId: string): Promise<void> {
		if (this.document?.workflowId !== workflowId) await this.openWorkflow(workflowId);
		if (this.document?.workflowId !== workflowId) return;
		this.#wanted = versionId;
		if (this.room === 'history') this.openTimeline();
		else this.go('history');
	}

	/** Opens the two versions of a workflow that wait for a decision, as they were left. */
	async decide(workflowId: number): Promise<void> {
		const known = this.#conflicts.find((conflict) => conflict.workflowId === workflowId);
		this.conflict = known ?? new OpenConflict(this.backend, workflowId);
		if (!known) this.#conflicts = [...this.#conflicts, this.conflict];
		this.go('conflict');
		await this.reloadConflict();
	}

	/** Reads again what is being brought together; when nothing waits any more, its view is left. */
	async reloadConflict(): Promise<void> {
		const { conflict } = this;
		// What is being saved tells how it ends by itself.
		if (!conflict || conflict.busy) return;
		await conflict.load();
		if (!conflict.gone || this.conflict !== conflict) return;
		this.#forget(conflict);
		if (this.room !== 'conflict') return;
		this.go('sync');
		this.toasts.show({ title: 'It has been decided already', lines: ['Nothing waits there any more.'] });
	}

	/** Shows the version that brought two together. */
	async resolved(conflict: OpenConflict, saved: SavedVersion): Promise<void> {
		this.#forget(conflict);
		this.toasts.show(savedToast(saved, this.sync.status?.bucket ?? ''));
		await this.openWorkflow(saved.workflow_id);
		this.go('design');
		await this.refresh();
	}

	/** Removes a draft for good; the toast's Undo brings it back. */
	async deleteDraft(draft: Draft): Promise<void> {
		const open = this.document?.keeper.draftId === draft.draft_id ? this.document : null;
		try {
			if (open) {
				await open.keeper.abandon();
				this.#clear();
			} else {
				await this.backend.deleteDraft(draft.draft_id);
				this.shelf.removed(draft.draft_id);
			}
		} catch (thrown) {
			return this.toasts.showProblem('The draft could not be deleted', asBackendError(thrown));
		}
		const { yaml_content: yaml, prompt, version_comment: comment } = draft;
		this.toasts.show({
			title: `Draft of ${draft.name || 'an untitled workflow'} deleted`,
			act: { name: 'Undo', run: () => void this.openNew(open?.texts ?? { yaml, prompt, comment }) },
		});
	}

	/** Remembers what is open, for the next start. */
	remember(): void {
		const doc = this.document;
		const id = doc?.workflowId === undefined ? doc?.keeper.draftId : `workflow-${doc.workflowId}`;
		if (id) this.memory.setItem(LAST_OPEN, id);
		else this.memory.removeItem(LAST_OPEN);
	}

	#put(doc: OpenDocument, room: Room = 'design'): void {
		doc.keeper.onkept = (draft) => this.shelf.kept(draft);
		doc.keeper.onremoved = (id) => this.shelf.removed(id);
		this.document = doc;
		this.uses = null;
		if (this.panel === 'uses') this.panel = null;
		this.go(room);
		this.remember();
	}

	#clear(): void {
		this.document = null;
		this.go('design');
		this.remember();
	}

	#forget(conflict: OpenConflict): void {
		this.#conflicts = this.#conflicts.filter((other) => other !== conflict);
		if (this.conflict === conflict) this.conflict = null;
	}

	/** Makes sure that the open document is kept before another takes its place. */
	async #leave(): Promise<boolean> {
		const doc = this.document;
		if (!doc) return true;
		try {
			if (doc.untouched) {
				await doc.keeper.abandon();
				return true;
			}
			if (await doc.keeper.flush()) return true;
		} catch (thrown) {
			doc.keeper.problem = asBackendError(thrown);
		}
		const problem: BackendError | null = doc.keeper.problem;
		if (problem) this.toasts.showProblem('Your edits are not on disk yet, so they stay open', problem);
		return false;
	}

	/** Opens what was open last; when that is not known, the draft edited last. */
	async #restore(): Promise<void> {
		const last = this.memory.getItem(LAST_OPEN);
		const workflow = this.shelf.workflows.find((w) => `workflow-${w.workflow_id}` === last);
		if (workflow) return this.openWorkflow(workflow.workflow_id);
		const draft = this.shelf.newDrafts.find((d) => d.draft_id === last) ?? this.shelf.drafts[0];
		if (!draft) return;
		if (draft.workflow_id) await this.openWorkflow(draft.workflow_id);
		else await this.openDraft(draft);
	}
}
