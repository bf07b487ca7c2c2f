import {
	asBackendError,
	type AppInfo,
	type Backend,
	type BackendError,
	type Draft,
	type SavedVersion,
	type TextRange,
	type WindowControls,
} from '$lib/backend';
import { EMPTY_WORKFLOW, OpenDocument, idOf, latestOf, type Latest, type Texts } from '$lib/document';
import { Check, type Uses } from '$lib/language';
import { say } from '$lib/words';
import { OpenConflict } from './conflict.svelte';
import { openAsNew } from './drafts';
import { Files } from './files.svelte';
import type { Caret, DiagramHandle, EditorHandle, TestHandle } from './handles';
import { Jobs } from './jobs.svelte';
import { Layout } from './layout.svelte';
import { News } from './news';
import { openWorkflow } from './opening';
import { Outside } from './outside';
import { Palette } from './palette.svelte';
import type { Place } from './place';
import { Generator } from './generator.svelte';
import type { OpenProposal } from './proposal.svelte';
import { savedToast } from './said';
import { Recent } from './recent.svelte';
import { Search } from './search.svelte';
import { Scale } from './scale.svelte';
import { Shelf } from './shelf.svelte';
import { Sync } from './sync.svelte';
import type { Tab } from './tab.svelte';
import { Tabs } from './tabs.svelte';
import { Timeline } from './timeline.svelte';
import { Toasts } from './toasts.svelte';

export type Room =
	| 'design'
	| 'proposal'
	| 'files'
	| 'history'
	| 'test'
	| 'sync'
	| 'conflict'
	| 'templates'
	| 'activity'
	| 'analytics'
	| 'settings';
export type SettingsPage = 'you' | 'storage' | 'models' | 'look' | 'doctor' | 'about';

/** Remembers which documents were open and how the window is arranged; the texts themselves are with the program. */
export type Memory = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What the person works on: the room they are in, the documents on the desk, the lists around them. */
export class Desk {
	room = $state<Room>('design');
	settingsPage = $state<SettingsPage>('storage');
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
	/** What the generator proposes. */
	proposal = $state.raw<OpenProposal | null>(null);
	info = $state.raw<AppInfo | null>(null);
	/** The lists have been read and the last document is open again. */
	started = $state(false);

	editor = $state.raw<EditorHandle | null>(null);
	caret = $state.raw<Caret>({ line: 1, column: 1, keys: [] });
	diagram = $state.raw<DiagramHandle | null>(null);
	test = $state.raw<TestHandle | null>(null);
	/** Who approves what is to be shown as soon as the test room is there. */
	approving = $state(false);
	/** The id of the step that is looked at: in the diagram, in the text, in its details. */
	step = $state<string | null>(null);
	/** The window has room for the text or for the pane beside it, not for both. */
	narrow = $state(false);
	/** What is found in the open document's text. */
	readonly check: Check;
	/** What the panel below the editor shows; null when it is closed. */
	panel = $state<'problems' | 'uses' | null>(null);
	/** Where the symbol is named whose uses were asked for. */
	uses = $state.raw<Uses | null>(null);
	/** The outline of the document is open. */
	outlining = $state(false);

	/** The labels of the open document are being changed. */
	labelling = $state(false);
	/** Words of the description that are to be selected as soon as it is there. */
	described = $state<string | null>(null);
	/** A place of the text that is to be shown as soon as its editor is there. */
	place = $state.raw<Place | null>(null);

	readonly layout: Layout;
	readonly scale: Scale;
	readonly palette: Palette;
	readonly search: Search;
	readonly shelf: Shelf;
	readonly tabs: Tabs;
	/** What was opened last. */
	readonly recent: Recent;
	readonly sync: Sync;
	/** What makes the workflows that are proposed. */
	readonly generator: Generator;
	readonly toasts = new Toasts();
	/** What takes a while and goes on while the person works. */
	readonly jobs: Jobs;
	/** What other programs do to the files of open workflows. */
	readonly outside: Outside;
	/** Workflows that enter and leave as files. */
	readonly files: Files = new Files(this);
	readonly #news = new News(this);
	/** What was set aside, with the decisions taken. */
	#conflicts: OpenConflict[] = [];
	/** What the timeline asks: who works here, and what of the open workflow is not saved yet. */
	readonly #around = {
		me: () => this.info?.author ?? '',
		working: () => {
			const doc = this.document;
			return doc?.dirty ? { yaml: doc.yaml, baseId: doc.base?.versionId ?? '' } : null;
		},
	};
	/** The version that the history is to begin with. */
	#wanted: string | undefined;

	constructor(
		readonly backend: Backend,
		readonly window: WindowControls | null,
		memory: Memory,
	) {
		this.layout = new Layout(memory);
		this.scale = new Scale(memory);
		this.palette = new Palette(memory);
		this.search = new Search(backend);
		this.shelf = new Shelf(backend);
		this.tabs = new Tabs(this.shelf, memory);
		this.recent = new Recent(this.shelf, memory);
		this.outside = new Outside(this, memory);
		this.sync = new Sync(backend);
		this.check = new Check(backend);
		this.generator = new Generator(backend);
		this.jobs = new Jobs(backend, this.toasts);
		window?.onclosing(() => this.keepAll());
	}

	/** The document that is shown in the design room; the acts of the person are about it. */
	get document(): OpenDocument | null {
		return this.tabs.current?.document ?? null;
	}

	/** Writes to disk now what was typed last, in all tabs. */
	async keepAll(): Promise<void> {
		await Promise.all(this.tabs.documents.map(({ keeper }) => keeper.flush()));
	}

	/** Takes all documents off the desk, kept as they are. False when one could not be kept, and they stay. */
	async putAway(): Promise<boolean> {
		for (const doc of this.tabs.documents) if (!(await this.#keep(doc))) return false;
		this.tabs.putAway();
		this.proposal = null;
		return true;
	}

	async start(): Promise<void> {
		this.#news.listen();
		void this.sync.refresh();
		void this.jobs.resume();
		await Promise.all([this.shelf.load(), this.readInfo()]);
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
		await Promise.all([...this.tabs.documents.map((doc) => this.follow(doc)), this.timeline?.refresh()]);
		if (this.room === 'conflict') await this.reloadConflict();
		if (this.document) await this.outside.look(this.document);
	}

	/** Reads everything again, after settings have changed what there is. */
	async reload(): Promise<void> {
		await Promise.all([this.shelf.load(), this.sync.refresh(), this.readInfo()]);
		if (this.info && this.info.company_id !== this.tabs.company) {
			this.recent.restore(this.info.company_id);
			this.tabs.restore(this.info.company_id);
		}
	}

	/** The room has the list of workflows beside it. */
	get shelfRoom(): boolean {
		return ['design', 'templates', 'sync'].includes(this.room);
	}

	go(room: Room, page?: SettingsPage): void {
		this.layout.leaveShelf();
		this.saving = false;
		this.labelling = false;
		this.room = room;
		if (page) this.settingsPage = page;
		const { current } = this.tabs;
		if (room === 'design' && current && !current.document) void this.showTab(current);
	}

	/** Selects a word in the description of the open document, which is shown for it. */
	showDescription(word: string): void {
		if (this.layout.side === 'whole') this.layout.side = 'beside';
		this.layout.descriptionFolded = false;
		this.go('design');
		this.described = word;
	}

	/** Selects a place in the text of the open document, which is shown for it. */
	showPlace(range: TextRange): void {
		if (!this.document) return;
		if (this.layout.side === 'whole') this.layout.side = 'beside';
		this.go('design');
		this.place = { document: this.document, range };
	}

	/** Shows a workflow, with its unsaved edits when there are any: in its tab, or in a new one. */
	async openWorkflow(id: number): Promise<void> {
		const tab = this.tabs.ofWorkflow(id);
		if (tab?.document) return void (await this.#show(tab));
		this.opening = id;
		try {
			const doc = await openWorkflow(this.backend, id, this.shelf.draftOf(id));
			const already = this.tabs.ofWorkflow(id);
			// Something else may have been chosen meanwhile, or the same once more.
			const wanted = this.opening === id;
			if (!already?.document) {
				this.shelf.seen(id);
				await this.#put(doc, already, wanted);
			} else if (wanted) await this.#show(already);
		} catch (thrown) {
			const problem = asBackendError(thrown);
			const draft = this.shelf.draftOf(id);
			const gone = problem.code === 'workflow_not_found';
			if (draft && gone) await openAsNew(this, draft);
			else this.toasts.showProblem(say.desk.notOpened, problem);
			if (tab && gone) await this.#drop(tab);
		} finally {
			if (this.opening === id) this.opening = null;
		}
	}

	async openDraft(draft: Draft): Promise<void> {
		if (draft.workflow_id) return this.openWorkflow(draft.workflow_id);
		const tab = this.tabs.ofDraft(draft.draft_id);
		if (tab?.document) return void (await this.#show(tab));
		const newest = this.shelf.drafts.find((other) => other.draft_id === draft.draft_id) ?? draft;
		await this.#put(OpenDocument.ofDraft(this.backend, newest), tab);
	}

	/** Puts a new document on the desk, in a tab of its own, and keeps it as a draft at once. */
	async openNew(texts: Partial<Texts> = { yaml: EMPTY_WORKFLOW }): Promise<void> {
		const doc = OpenDocument.fresh(this.backend, texts);
		const left = this.#put(doc);
		doc.keeper.touch();
		await Promise.all([doc.keeper.flush(), left]);
		this.remember();
	}

	/** Shows what is in a tab; its texts are read when that is the first time. */
	async showTab(tab: Tab): Promise<void> {
		const { workflowId, draftId } = tab;
		if (tab.document) return void (await this.#show(tab));
		if (workflowId !== undefined) return this.openWorkflow(workflowId);
		const draft = this.shelf.drafts.find((other) => other.draft_id === draftId);
		if (draft) await this.openDraft(draft);
		else this.tabs.remove(tab);
	}

	/**
	 * Closes a tab. What was not saved as a version stays as a draft, but for an empty workflow that nobody touched. False
	 * when it cannot be kept, and stays open.
	 */
	async closeTab(tab: Tab | null = this.tabs.current): Promise<boolean> {
		if (!tab) return true;
		const doc = tab.document;
		if (doc && !(await this.#keep(doc, doc.untouched))) return false;
		await this.#drop(tab);
		return true;
	}

	async closeOtherTabs(tab: Tab | null = this.tabs.current): Promise<void> {
		for (const other of this.tabs.all) if (other !== tab && !(await this.closeTab(other))) return;
	}

	/** Opens again what was closed last and is still there. */
	async reopenTab(): Promise<void> {
		for (let kept = this.tabs.takeClosed(); kept; kept = this.tabs.takeClosed()) {
			const { workflow, draft: id } = kept;
			if (workflow !== undefined && this.shelf.has(workflow)) return this.openWorkflow(workflow);
			const draft = this.shelf.newDrafts.find(({ draft_id }) => draft_id === id);
			if (draft) return this.openDraft(draft);
		}
	}

	/**
	 * Learns which version of an open workflow is the latest, and takes it in where nothing is unsaved. Gives what was
	 * learned; null when nothing is open or the program does not say.
	 */
	async follow(
		doc: OpenDocument | null | undefined = this.document,
	): Promise<{ doc: OpenDocument; latest: Latest; taken: boolean } | null> {
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
		this.timeline = id === undefined ? null : new Timeline(this.backend, id, this.#around);
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
		// It has led here.
		if (this.toasts.current?.act?.name === say.save.decideNow) this.toasts.dismiss();
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
		this.toasts.show({ title: say.desk.decidedAlready, lines: [say.desk.nothingWaits] });
	}

	/** Shows the version that brought two together. */
	async resolved(conflict: OpenConflict, saved: SavedVersion): Promise<void> {
		this.#forget(conflict);
		this.toasts.show(savedToast(saved, this.sync.status?.bucket ?? ''));
		await this.openWorkflow(saved.workflow_id);
		this.go('design');
		await this.refresh();
	}

	/** Remembers what is open, for the next start. */
	remember(): void {
		this.tabs.remember();
		const shown = this.tabs.current?.workflowId;
		if (shown !== undefined) this.recent.opened(shown);
		this.outside.attend();
	}

	/**
	 * Puts a document into a tab that waits for it, or into a new one, and shows it unless something else is wanted. What it
	 * gives resolves when what was shown is kept.
	 */
	async #put(doc: OpenDocument, waiting?: Tab, show = true): Promise<void> {
		doc.keeper.onkept = (draft) => {
			this.shelf.kept(draft);
			this.remember();
		};
		doc.keeper.onremoved = (id) => this.shelf.removed(id);
		const before = this.tabs.current;
		const tab = waiting ?? this.tabs.add(doc);
		tab.document = doc;
		void this.outside.look(doc);
		if (!show) return this.remember();
		const left = this.#show(tab);
		// Whatever is opened takes the place of an empty workflow that nobody touched.
		if (before?.document?.untouched && before !== tab) await this.closeTab(before);
		await left;
	}

	#show(tab: Tab): Promise<unknown> {
		const before = this.document;
		this.opening = null;
		if (this.tabs.current !== tab) {
			this.tabs.current = tab;
			this.step = null;
			this.uses = null;
			if (this.panel === 'uses') this.panel = null;
			this.remember();
		}
		this.go('design');
		return before && before !== tab.document ? this.#keep(before) : Promise.resolve();
	}

	/** Takes a tab away; when nothing is shown then, another takes its place. */
	async #drop(tab: Tab): Promise<void> {
		const next = this.tabs.remove(tab);
		if (next) await this.showTab(next);
		else if (!this.tabs.current) this.#clear();
		this.remember();
	}

	#clear(): void {
		this.tabs.current = null;
		this.go('design');
	}

	#forget(conflict: OpenConflict): void {
		this.#conflicts = this.#conflicts.filter((other) => other !== conflict);
		if (this.conflict === conflict) this.conflict = null;
	}

	/** Makes sure that what was typed last is on disk. False when it cannot be, which is said. */
	async #keep(doc: OpenDocument, abandon = false): Promise<boolean> {
		try {
			if (abandon) {
				await doc.keeper.abandon();
				return true;
			}
			if (await doc.keeper.flush()) return true;
		} catch (thrown) {
			doc.keeper.problem = asBackendError(thrown);
		}
		const problem: BackendError | null = doc.keeper.problem;
		if (problem) this.toasts.showProblem(say.desk.staysOpen(doc.name), problem);
		return false;
	}

	/** Opens what was open last, of which the texts of the tab that was shown are read; when nothing is known, the draft edited last. */
	async #restore(): Promise<void> {
		this.recent.restore(this.info?.company_id ?? 0);
		const known = this.tabs.restore(this.info?.company_id ?? 0);
		if (this.tabs.current) return this.showTab(this.tabs.current);
		const draft = this.shelf.drafts[0];
		if (!known && draft) await this.openDraft(draft);
	}
}
