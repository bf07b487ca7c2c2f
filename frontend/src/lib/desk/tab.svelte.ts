import { fileName, workflowName, type OpenDocument } from '$lib/document';
import { say } from '$lib/words';
import type { Shelf } from './shelf.svelte';

/** What is remembered of a tab until the next start: what finds its document again. */
export interface KeptTab {
	/** The number of its workflow; left out while no version of it was saved. */
	workflow?: number;
	draft?: string;
}

let made = 0;

/** A document that is open in the design room. Its texts are read when it is shown for the first time. */
export class Tab {
	readonly key = ++made;
	document = $state.raw<OpenDocument | null>(null);
	#kept = $state.raw<KeptTab>({});

	constructor(
		private readonly shelf: Pick<Shelf, 'workflows' | 'drafts' | 'draftOf'>,
		opened: KeptTab | OpenDocument,
	) {
		if ('keeper' in opened) this.document = opened;
		else this.#kept = opened;
	}

	get workflowId(): number | undefined {
		return this.document ? this.document.workflowId : this.#kept.workflow;
	}

	/** Undefined too while a new document has not been kept for the first time. */
	get draftId(): string | undefined {
		return this.document ? this.document.keeper.draftId : this.#kept.draft;
	}

	get name(): string {
		if (this.document) return this.document.name;
		return this.#listed || say.document.untitled;
	}

	get fileName(): string {
		return this.document?.fileName ?? fileName(this.#listed);
	}

	/** Its text is not that of a version. */
	get dirty(): boolean {
		if (this.document) return this.document.dirty;
		const { workflow } = this.#kept;
		return workflow === undefined || this.shelf.draftOf(workflow) !== undefined;
	}

	/** What was typed last could not be written to disk yet. */
	get failed(): boolean {
		return this.document?.keeper.state === 'failed';
	}

	/** Another program has changed its file, and the person is asked what to do. */
	get asks(): boolean {
		return this.document ? this.document.outside !== null : false;
	}

	/** What finds it again; null for a new document that was never kept. */
	get kept(): KeptTab | null {
		const { workflowId: workflow, draftId: draft } = this;
		if (workflow !== undefined) return { workflow };
		return draft === undefined ? null : { draft };
	}

	/** The workflow has another number from now on. */
	renumber(workflowId: number): void {
		if (this.document) this.document.renumber(workflowId);
		else this.#kept = { workflow: workflowId };
	}

	get #listed(): string {
		const { workflow, draft } = this.#kept;
		const edited = this.shelf.drafts.find((d) => d.draft_id === (draft ?? `workflow-${workflow}`));
		if (edited) return edited.name || workflowName(edited.yaml_content);
		return this.shelf.workflows.find((w) => w.workflow_id === workflow)?.name ?? '';
	}
}
