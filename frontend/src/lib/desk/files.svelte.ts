import {
	asBackendError,
	type BackendError,
	type ImportItem,
	type ImportRequest,
	type ImportResult,
	type ImportReview,
	type Job,
	type WorkflowSummary,
} from '$lib/backend';
import { say } from '$lib/words';
import type { Desk } from './desk.svelte';
import type { Work } from './jobs.svelte';

/** What is done with an item: it is left out, or becomes a workflow, a draft, or versions of a workflow of this number. */
export type Choice = 'skip' | 'workflow' | 'draft' | number;

/** An import that has come to its end. */
export interface Taken {
	job: Job;
	/** The indexes of the items that were to be taken in, in that order. */
	order: number[];
	result: ImportResult;
	undone: boolean;
}

/** Workflows that enter and leave as files. */
export class Files {
	/** Files are being read; how many, when that is known. */
	reading = $state.raw<{ files: number | null } | null>(null);
	/** Why the last files could not be read. */
	problem = $state.raw<BackendError | null>(null);
	review = $state.raw<ImportReview | null>(null);
	choices = $state.raw<readonly Choice[]>([]);
	comment = $state('');
	/** It is being taken in. */
	busy = $state(false);
	taken = $state.raw<Taken | null>(null);
	/** The workflows that there were when the files were read: what is imported then is not compared with itself. */
	#here = $state.raw<WorkflowSummary[] | null>(null);
	readonly #named = $derived.by(() => {
		const named: Record<string, WorkflowSummary[]> = Object.create(null);
		for (const workflow of this.#here ?? this.desk.shelf.workflows)
			(named[workflow.name] ??= []).push(workflow);
		return named;
	});
	/** The jobs that are taken back, or are about to be. */
	#undone: string[] = [];
	#abort = new AbortController();

	constructor(private readonly desk: Desk) {}

	/** The job under way. */
	get work(): Work | undefined {
		return this.busy ? this.desk.jobs.shown.find(({ job }) => job.kind === 'import') : undefined;
	}

	get chosen(): number {
		return this.choices.filter((choice) => choice !== 'skip').length;
	}

	/** The window tells of drops by itself; a browser's page gets them. */
	get hearsOfDrops(): boolean {
		return this.desk.window !== null;
	}

	/** Hears of what is dropped onto the window. Gives the way to stop. */
	listen(): () => void {
		return this.desk.backend.ondropped(() => void this.dropped([]));
	}

	/** Asks for files and shows what they hold. */
	choose(): Promise<void> {
		return this.#read((reading, signal) => this.desk.backend.chooseImport(reading, signal));
	}

	/** Asks for a folder and shows what of it can be adopted. */
	chooseFolder(): Promise<void> {
		return this.#read((reading, signal) => this.desk.backend.chooseFolder(reading, signal));
	}

	/** Reads the folder once more, with its git history or without. */
	readFolder(history: boolean): Promise<void> {
		return this.#read((reading) => {
			reading(null);
			return this.desk.backend.readFolder(history);
		});
	}

	/** Shows what was dropped. */
	dropped(files: File[]): Promise<void> {
		return this.#read((reading, signal) => {
			reading(files.length || null);
			return this.desk.backend.reviewDropped(files, signal);
		});
	}

	/** Gives the reading up. */
	stopReading(): void {
		this.#abort.abort();
		this.reading = null;
	}

	decide(index: number, choice: Choice): void {
		this.choices = this.choices.with(index, choice);
	}

	takeAll(): void {
		this.choices = (this.review?.items ?? []).map((item) => usual(item, this.namesakes(item), true));
	}

	leaveAll(): void {
		this.choices = this.choices.map(() => 'skip');
	}

	/** The workflows here that are called the same. */
	namesakes(item: Pick<ImportItem, 'name'>): WorkflowSummary[] {
		return item.name === '' ? [] : (this.#named[item.name] ?? []);
	}

	/** Takes in what was chosen, and offers to take it back. */
	async begin(): Promise<void> {
		const { review } = this;
		if (!review || this.busy || this.chosen === 0) return;
		const order = review.items.map(({ index }) => index).filter((index) => this.choices[index] !== 'skip');
		this.busy = true;
		try {
			const taken = await this.#import(review, order, this.choices);
			if (taken && this.review === review) this.taken = taken;
		} finally {
			this.busy = false;
		}
	}

	async undo(): Promise<void> {
		const { taken } = this;
		if (taken && !taken.undone) await this.#takeBack(taken);
	}

	/** Forgets what was read. */
	discard(): void {
		const { review } = this;
		this.stopReading();
		this.review = this.problem = this.taken = null;
		this.choices = [];
		this.#here = null;
		this.comment = '';
		// One that cannot be forgotten now is forgotten with the program.
		if (review) void this.desk.backend.dropImport(review.import_id).catch(() => {});
	}

	/** Writes workflows into a zip and saves it where the person says. False when nothing was written, which is said. */
	async export(ids: number[], history: boolean): Promise<boolean> {
		const { desk } = this;
		const job = await desk.jobs.start(
			say.files.exporting(ids.length),
			() => desk.backend.exportWorkflows({ workflow_ids: ids, history }),
			(ended) => {
				const done = ended.done - ended.failed_count;
				return { title: done > 0 && ended.file ? say.files.exported(done) : say.files.notExported };
			},
		);
		if (!job?.file) return false;
		try {
			await desk.backend.saveJobFile(job);
			return true;
		} catch (thrown) {
			desk.toasts.showProblem(say.files.notExported, asBackendError(thrown));
			return false;
		}
	}

	async #read(
		ask: (reading: (files: number | null) => void, signal: AbortSignal) => Promise<ImportReview | null>,
	): Promise<void> {
		const { desk } = this;
		if (this.busy) return desk.go('files');
		this.stopReading();
		const abort = (this.#abort = new AbortController());
		const from = desk.room;
		const began = (files: number | null) => {
			this.problem = null;
			this.reading = { files };
		};
		try {
			const review = await ask(began, abort.signal);
			if (abort.signal.aborted) {
				if (review) await desk.backend.dropImport(review.import_id);
				return;
			}
			this.reading = null;
			if (review) await this.#show(review);
		} catch (thrown) {
			if (abort.signal.aborted) return;
			this.reading = null;
			if (from === 'files') this.problem = asBackendError(thrown);
			else desk.toasts.showProblem(say.files.notRead, asBackendError(thrown));
		}
	}

	/** One file that is new opens at once; anything else is looked at first. */
	async #show(review: ImportReview): Promise<void> {
		const { desk } = this;
		const [only] = review.items;
		if (!only && review.refused.length === 0 && review.left_out === 0 && !review.folder) {
			return desk.toasts.show({ title: say.files.nothingDropped, lines: [say.files.dropYaml] });
		}
		this.#here = null;
		const alone =
			only && !review.folder && review.items.length === 1 && review.refused.length === 0 && only.zip === '';
		if (alone && (only.same.length > 0 || this.namesakes(only).length === 0)) {
			return this.#openOnly(review, only);
		}
		this.discard();
		this.review = review;
		this.#here = desk.shelf.workflows;
		this.choices = review.items.map((item) => usual(item, this.namesakes(item)));
		desk.go('files');
	}

	async #openOnly(review: ImportReview, only: ImportItem): Promise<void> {
		const { desk } = this;
		const [same] = only.same;
		if (same) {
			await desk.backend.dropImport(review.import_id);
			if (same.workflow_id) await desk.openWorkflow(same.workflow_id);
			else await this.#openDraft(same.draft_id);
			desk.toasts.show({ title: say.files.already(same.name), lines: [say.files.nothingNew] });
			return;
		}
		const taken = await this.#import(review, [0], ['draft']);
		const id = taken?.result.draft_ids[0];
		if (id) await this.#openDraft(id);
	}

	async #openDraft(id: string): Promise<void> {
		const draft = this.desk.shelf.drafts.find(({ draft_id }) => draft_id === id);
		if (draft) await this.desk.openDraft(draft);
	}

	async #import(review: ImportReview, order: number[], choices: readonly Choice[]): Promise<Taken | null> {
		const { desk } = this;
		const items: ImportRequest['items'] = order.map((index) => {
			const choice = choices[index];
			if (typeof choice === 'number') return { index, as: 'version', workflow_id: choice };
			return { index, as: choice === 'draft' ? 'draft' : 'workflow' };
		});
		let taken: Taken | null = null;
		const draftOnly = items.length === 1 && items[0]?.as === 'draft';
		const job = await desk.jobs.start(
			say.files.importing(items.length),
			() => desk.backend.importFiles(review.import_id, { items, version_comment: this.comment.trim() }),
			(ended) => {
				const result = ended.result as ImportResult;
				const end = (taken = { job: ended, order, result, undone: false });
				const done = ended.done - ended.failed_count;
				if (draftOnly && done === 1) {
					const name = review.items[order[0] ?? 0]?.name || say.document.untitled;
					return { title: say.files.opened(name), lines: [say.files.saveIt] };
				}
				const title = done > 0 ? say.files.imported(done) : say.files.nothing;
				const act = { name: say.jobs.undo, run: () => void this.#takeBack(end) };
				return isEmpty(result) ? { title } : { title, act };
			},
		);
		if (!job) return null;
		// What failed stands in the room, beside what was to be imported.
		const card = desk.jobs.shown.find((work) => work.job.job_id === job.job_id);
		if (card && desk.room === 'files') desk.jobs.dismiss(card);
		await Promise.all([desk.shelf.refreshDrafts(), desk.refresh()]);
		return taken;
	}

	async #takeBack(taken: Taken): Promise<void> {
		const { desk } = this;
		const { workflow_ids, draft_ids, replaced } = taken.result;
		// The room, the card and the notice all offer it.
		if (this.#undone.includes(taken.job.job_id)) return;
		this.#undone.push(taken.job.job_id);
		for (const id of draft_ids) {
			// What is open is worked on.
			if (desk.tabs.ofDraft(id)) continue;
			try {
				await desk.backend.deleteDraft(id);
			} catch (thrown) {
				this.#undone = this.#undone.filter((id) => id !== taken.job.job_id);
				return desk.toasts.showProblem(say.desk.draftNotDeleted, asBackendError(thrown));
			}
			desk.shelf.removed(id);
		}
		const jobs = [
			{ do: 'delete' as const, items: workflow_ids.map((workflow_id) => ({ workflow_id })) },
			{ do: 'restore' as const, items: replaced },
		];
		for (const request of jobs) {
			if (request.items.length === 0) continue;
			const job = await desk.jobs.start(
				say.files.undoing,
				() => desk.backend.bulk(request),
				() => ({ title: say.files.undone }),
			);
			if (job?.state !== 'done') {
				this.#undone = this.#undone.filter((id) => id !== taken.job.job_id);
				return desk.refresh();
			}
		}
		if (this.taken?.job === taken.job) this.taken = { ...taken, undone: true };
		await desk.refresh();
	}
}

function isEmpty({ workflow_ids, draft_ids, replaced }: ImportResult): boolean {
	return workflow_ids.length + draft_ids.length + replaced.length === 0;
}

/** What most people would do with an item. `all`: what is here already, or is no YAML, is wanted too. */
function usual(item: ImportItem, namesakes: WorkflowSummary[], all = false): Choice {
	if (item.continues) return 'workflow';
	if (item.same.length > 0 || item.same_as !== null) return all ? 'workflow' : 'skip';
	// In the history of a zip even a text that is not YAML was saved on purpose.
	if (item.yaml_error !== '' && !item.has_notes) return all ? 'draft' : 'skip';
	return namesakes[0]?.workflow_id ?? 'workflow';
}
