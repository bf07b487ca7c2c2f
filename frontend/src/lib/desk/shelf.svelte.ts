import { SvelteSet } from 'svelte/reactivity';
import {
	asBackendError,
	type Backend,
	type BackendError,
	type Draft,
	type TemplateSummary,
	type WorkflowSummary,
} from '$lib/backend';
import { byNumber } from './numbered';

/** The workflows, the drafts and the templates that a person can open. */
export class Shelf {
	workflows = $state.raw<WorkflowSummary[]>([]);
	/** Newest edited first; those of workflows and those that have no version yet. */
	drafts = $state.raw<Draft[]>([]);
	templates = $state.raw<TemplateSummary[]>([]);
	/** True once the lists have been read. */
	loaded = $state(false);
	problem = $state.raw<BackendError | null>(null);

	/** The numbers of workflows that are selected, to do something to all of them. */
	readonly selected = new SvelteSet<number>();
	/** Selecting was begun before anything is selected. */
	#selecting = $state(false);

	/** Drafts of workflows that have no version yet. */
	readonly newDrafts: Draft[] = $derived(this.drafts.filter((draft) => !draft.workflow_id));
	/** Drafts that no row of a workflow tells of: also edits of workflows that are deleted. */
	readonly looseDrafts: Draft[] = $derived.by(() => {
		const there = byNumber(this.workflows);
		return this.drafts.filter(({ workflow_id: id }) => !id || !there.has(id));
	});
	readonly empty: boolean = $derived(
		this.loaded && this.workflows.length === 0 && this.looseDrafts.length === 0,
	);

	constructor(private readonly backend: Backend) {}

	async load(): Promise<void> {
		try {
			const [workflows, drafts, templates] = await Promise.all([
				this.backend.workflows(),
				this.backend.drafts(),
				this.backend.templates(),
			]);
			this.workflows = workflows;
			this.drafts = drafts;
			this.templates = templates;
			this.loaded = true;
			this.problem = null;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	/** Reads the workflows again, after something has changed them. A failure leaves the last good list. */
	async refresh(): Promise<void> {
		try {
			this.workflows = await this.backend.workflows();
			for (const id of this.selected) if (!this.has(id)) this.selected.delete(id);
			this.problem = null;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	/** Workflows are being selected: what can be done to them is offered. */
	get selecting(): boolean {
		return this.#selecting || this.selected.size > 0;
	}

	beginSelecting(): void {
		this.#selecting = true;
	}

	/** Nothing is selected any more. */
	leaveSelecting(): void {
		this.selected.clear();
		this.#selecting = false;
	}

	/** Selects a workflow, or no longer. */
	select(workflowId: number): void {
		if (!this.selected.delete(workflowId)) this.selected.add(workflowId);
	}

	/** Reads the drafts again, after one has got another number. */
	async refreshDrafts(): Promise<void> {
		try {
			this.drafts = await this.backend.drafts();
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	/** The newest version of a workflow is being looked at. */
	seen(workflowId: number): void {
		this.workflows = this.workflows.map((w) =>
			w.workflow_id === workflowId && w.remote_change ? { ...w, remote_change: false } : w,
		);
	}

	has(workflowId: number): boolean {
		return this.workflows.some(({ workflow_id }) => workflow_id === workflowId);
	}

	draftOf(workflowId: number): Draft | undefined {
		return this.drafts.find((draft) => draft.workflow_id === workflowId);
	}

	kept(draft: Draft): void {
		this.drafts = [draft, ...this.drafts.filter((other) => other.draft_id !== draft.draft_id)];
	}

	removed(draftId: string): void {
		this.drafts = this.drafts.filter((draft) => draft.draft_id !== draftId);
	}
}
