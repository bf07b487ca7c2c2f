import type { Backend, Draft, SavedVersion, VersionDetail, VersionSummary } from '$lib/backend';
import { EMPTY_WORKFLOW } from './empty';
import { DraftKeeper } from './keeper.svelte';
import { fileName, workflowName } from './name';

/** What a person can change. */
export interface Texts {
	yaml: string;
	prompt: string;
	comment: string;
}

/** The version that the edits are made on. */
export interface Base {
	/** The id that finds the version for good. */
	versionId: string;
	number: number;
	yaml: string;
	prompt: string;
}

let opened = 0;

/** The document on the desk: its texts, what they are edits of, and the draft that keeps them. */
export class OpenDocument {
	/** Differs for every opening: the editor starts a new undo history when it changes. */
	readonly key = ++opened;

	/** Undefined until the first version is saved. */
	workflowId = $state<number | undefined>();
	base = $state.raw<Base | null>(null);
	/** Of the workflow; higher than the base's when someone saved on top of it meanwhile. */
	latestNumber = $state(0);

	yaml = $state.raw('');
	prompt = $state.raw('');
	/** Typed in the save dialog, not saved yet. */
	comment = $state.raw('');

	readonly name: string = $derived(workflowName(this.yaml) || 'Untitled workflow');
	readonly fileName: string = $derived(fileName(workflowName(this.yaml)));
	/** True when the texts are not those of a version. */
	readonly dirty: boolean = $derived(
		this.base === null || this.yaml !== this.base.yaml || this.prompt !== this.base.prompt,
	);

	readonly keeper: DraftKeeper;

	constructor(backend: Pick<Backend, 'saveDraft' | 'deleteDraft'>, texts: Partial<Texts>, draftId?: string) {
		this.yaml = texts.yaml ?? '';
		this.prompt = texts.prompt ?? '';
		this.comment = texts.comment ?? '';
		this.keeper = new DraftKeeper(backend, () => this.#wanted(), draftId);
	}

	/** A document that no version has been saved of. */
	static fresh(backend: Backend, texts: Partial<Texts>): OpenDocument {
		return new OpenDocument(backend, texts);
	}

	/** A draft of a workflow that has no version yet. */
	static ofDraft(backend: Backend, draft: Draft): OpenDocument {
		return new OpenDocument(backend, textsOf(draft), draft.draft_id);
	}

	/** A workflow, with the edits of its draft when there is one. `base` is the version that they were made on. */
	static ofWorkflow(
		backend: Backend,
		base: VersionDetail,
		latest: VersionSummary,
		draft?: Draft,
	): OpenDocument {
		const texts = draft ? textsOf(draft) : { yaml: base.yaml_content, prompt: base.prompt };
		const doc = new OpenDocument(backend, texts, draft?.draft_id);
		doc.workflowId = base.workflow_id;
		doc.latestNumber = latest.number;
		doc.base = {
			versionId: draft?.base_version_id || idOf(base),
			number: base.number,
			yaml: base.yaml_content,
			prompt: base.prompt,
		};
		// A crash between a save and the removal of its draft leaves a draft that says nothing new.
		if (draft && !doc.dirty && doc.comment === '') doc.keeper.touch();
		return doc;
	}

	get texts(): Texts {
		return { yaml: this.yaml, prompt: this.prompt, comment: this.comment };
	}

	/** True for an empty workflow that nobody has touched: it need not be kept. */
	get untouched(): boolean {
		return this.base === null && this.yaml === EMPTY_WORKFLOW && this.prompt === '' && this.comment === '';
	}

	edit(change: Partial<Texts>): void {
		const { yaml = this.yaml, prompt = this.prompt, comment = this.comment } = change;
		if (yaml === this.yaml && prompt === this.prompt && comment === this.comment) return;
		this.yaml = yaml;
		this.prompt = prompt;
		this.comment = comment;
		this.keeper.touch();
	}

	/** Goes back to the version that was edited, and gives the way to undo that. */
	discardEdits(): () => void {
		const before = this.texts;
		if (this.base) this.edit({ yaml: this.base.yaml, prompt: this.base.prompt, comment: '' });
		return () => this.edit(before);
	}

	/** Takes a saved version as the new base. What was typed since `texts` were sent stays, as edits on top. */
	saved(version: SavedVersion, texts: Texts): void {
		this.workflowId = version.workflow_id;
		this.base = { versionId: idOf(version), number: version.number, yaml: texts.yaml, prompt: texts.prompt };
		this.latestNumber = version.number;
		if (this.comment === texts.comment) this.comment = '';
		this.keeper.touch();
	}

	#wanted() {
		if (!this.dirty && this.comment.trim() === '') return null;
		return {
			workflow_id: this.workflowId,
			base_version_id: this.base?.versionId,
			yaml_content: this.yaml,
			prompt: this.prompt,
			version_comment: this.comment,
		};
	}
}

/** The id of a version that finds it for good: the bucket's own comes only with the sync. */
export function idOf(version: Pick<VersionSummary, 'version_id' | 'local_id'>): string {
	return version.local_id || version.version_id;
}

function textsOf(draft: Draft): Texts {
	return { yaml: draft.yaml_content, prompt: draft.prompt, comment: draft.version_comment };
}
