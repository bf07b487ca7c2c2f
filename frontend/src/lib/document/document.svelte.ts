import type { Backend, Draft, SavedVersion, VersionDetail, VersionSummary } from '$lib/backend';
import { sameText, type Written } from '$lib/language';
import { say } from '$lib/words';
import { EMPTY_WORKFLOW } from './empty';
import { DraftKeeper } from './keeper.svelte';
import { fileName, workflowName } from './name';

/** What a person can change. */
export interface Texts<Yaml = string> {
	yaml: Yaml;
	prompt: string;
	comment: string;
	/** What proposed the YAML; empty where a person wrote it. */
	generator: string;
}

/** The version that the edits are made on. */
export interface Base {
	/** The id that finds the version for good. */
	versionId: string;
	number: number;
	yaml: string;
	prompt: string;
}

/** The newest version of the workflow that is known here. */
export interface Latest {
	versionId: string;
	number: number;
	author: string;
	/** It says that the workflow was deleted. */
	deleted: boolean;
}

let opened = 0;

/** The document on the desk: its texts, what they are edits of, and the draft that keeps them. */
export class OpenDocument {
	/** Differs for every opening: the editor starts a new undo history when it changes. */
	readonly key = ++opened;

	/** Undefined until the first version is saved. */
	workflowId = $state<number | undefined>();
	base = $state.raw<Base | null>(null);
	latest = $state.raw<Latest | null>(null);
	/** The version that someone saved meanwhile on top of the base; null when the base is the latest. */
	readonly newer: Latest | null = $derived(
		this.base && this.latest && this.latest.versionId !== this.base.versionId ? this.latest : null,
	);
	/** Counts the versions of others that were taken in while it was open. */
	taken = $state(0);

	/** What another program wrote into the workflow's file, while it waits for the person's answer; `at` is when. */
	outside = $state.raw<{ text: string; at: string | null } | null>(null);

	/** The YAML as the editor gave it. */
	written = $state.raw<Written>('');
	prompt = $state.raw('');
	/** Typed in the save dialog, not saved yet. */
	comment = $state.raw('');
	generator = $state.raw('');
	/** The texts before and after a proposal was accepted: undoing it is to be again without a generator. */
	#accepted: { before: string; after: string; generator: string } | null = null;

	readonly #named: string = $derived(workflowName(this.written));
	readonly name: string = $derived(this.#named || say.document.untitled);
	readonly fileName: string = $derived(fileName(this.#named));
	/** True when the texts are not those of a version. */
	readonly dirty: boolean = $derived(
		this.base === null || !sameText(this.written, this.base.yaml) || this.prompt !== this.base.prompt,
	);

	readonly keeper: DraftKeeper;

	constructor(backend: Pick<Backend, 'saveDraft' | 'deleteDraft'>, texts: Partial<Texts>, draftId?: string) {
		this.written = texts.yaml ?? '';
		this.prompt = texts.prompt ?? '';
		this.comment = texts.comment ?? '';
		this.generator = texts.generator ?? '';
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
		doc.learn(latest);
		// A draft may name its base by the bucket's id, or one that is not known here: a save then says that it is not the latest.
		const edited = draft?.base_version_id;
		const known = !edited || edited === base.version_id || edited === base.local_id;
		doc.base = { ...baseOf(base), versionId: known ? idOf(base) : edited };
		// A crash between a save and the removal of its draft leaves a draft that says nothing new.
		if (draft && !doc.dirty && doc.comment === '') doc.keeper.touch();
		return doc;
	}

	/** The number of the latest version; 0 when none is known. */
	get latestNumber(): number {
		return this.latest?.number ?? 0;
	}

	/** What `written` says: made of it where it is no string yet, so not to be asked for with every key. */
	get yaml(): string {
		return String(this.written);
	}

	get texts(): Texts {
		const { yaml, prompt, comment, generator } = this;
		return { yaml, prompt, comment, generator };
	}

	/** True for an empty workflow that nobody has touched: it need not be kept. */
	get untouched(): boolean {
		const { base, written, prompt, comment } = this;
		return base === null && sameText(written, EMPTY_WORKFLOW) && prompt === '' && comment === '';
	}

	edit(change: Partial<Texts<Written>>): void {
		const { yaml = this.written, prompt = this.prompt, comment = this.comment } = change;
		const { generator = this.#generatorOf(yaml) } = change;
		const same = prompt === this.prompt && comment === this.comment && generator === this.generator;
		if (same && sameText(yaml, this.written)) return;
		if (generator !== '' && change.generator !== undefined)
			this.#accepted = { before: this.yaml, after: String(yaml), generator };
		this.written = yaml;
		this.prompt = prompt;
		this.comment = comment;
		this.generator = generator;
		this.keeper.touch();
	}

	/** Goes back to the version that was edited, and gives the way to undo that. */
	discardEdits(): () => void {
		const before = this.texts;
		if (this.base) this.edit({ yaml: this.base.yaml, prompt: this.base.prompt, comment: '', generator: '' });
		return () => this.edit(before);
	}

	/** Takes a saved version as the new base. What was typed since `texts` were sent stays, as edits on top. */
	saved(version: SavedVersion, texts: Texts): void {
		this.workflowId = version.workflow_id;
		this.base = { versionId: idOf(version), number: version.number, yaml: texts.yaml, prompt: texts.prompt };
		this.learn(version);
		if (this.comment === texts.comment) this.comment = '';
		this.#sent(texts);
		this.keeper.touch();
	}

	/**
	 * Takes in the version that brought what was sent together with someone else's. What was typed since stays, as edits on
	 * top of what was sent; so does everything while the text of `both` is not known.
	 */
	merged(saved: VersionSummary, sent: Texts, both: VersionDetail | null): void {
		const { yaml, prompt } = sent;
		const number = Math.max(0, saved.number - 1);
		const untouched = sameText(this.written, yaml) && this.prompt === prompt;
		if (this.comment === sent.comment) this.comment = '';
		this.#sent(sent);
		this.base = { versionId: saved.merged_id, number, yaml, prompt };
		this.learn(saved);
		if (both && untouched) this.take(both);
		this.keeper.touch();
	}

	/** Learns which version is the latest; the texts stay. */
	learn(latest: VersionSummary): void {
		const { number, author, deleted } = latest;
		this.latest = { versionId: idOf(latest), number, author, deleted };
	}

	/** Takes a version of someone else in, where nothing is unsaved. False when something is, and all stays. */
	take(version: VersionDetail): boolean {
		if (this.dirty || this.comment !== '') return false;
		this.learn(version);
		this.base = baseOf(version);
		this.written = version.yaml_content;
		this.prompt = version.prompt;
		this.taken++;
		return true;
	}

	/** The workflow has another number from now on; its draft goes along. */
	renumber(workflowId: number): void {
		this.workflowId = workflowId;
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
			...(this.generator ? { generator: this.generator } : {}),
		};
	}

	/** Of a text that an edit leads to: an undo leads back to one of a person, and a redo to the generator's. */
	#generatorOf(yaml: Written): string {
		const { written, generator } = this;
		const accepted = this.#accepted;
		if (!accepted || sameText(yaml, written)) return generator;
		if (sameText(yaml, accepted.before)) return '';
		return sameText(yaml, accepted.after) ? accepted.generator : generator;
	}

	/** What was sent is a version, and says what proposed it. */
	#sent(texts: Texts): void {
		if (this.generator !== texts.generator) return;
		this.generator = '';
		this.#accepted = null;
	}
}

function baseOf(version: VersionDetail): Base {
	const { number, yaml_content: yaml, prompt } = version;
	return { versionId: idOf(version), number, yaml, prompt };
}

/** The latest of a workflow's versions: of those that stand beside it, some may be newer. */
export function latestOf<V extends VersionSummary>(versions: readonly V[]): V | undefined {
	return versions.find(({ is_latest }) => is_latest) ?? versions[0];
}

/** The id of a version that finds it for good: the bucket's own comes only with the sync. */
export function idOf(version: Pick<VersionSummary, 'version_id' | 'local_id'>): string {
	return version.local_id || version.version_id;
}

function textsOf(draft: Draft): Texts {
	return {
		yaml: draft.yaml_content,
		prompt: draft.prompt,
		comment: draft.version_comment,
		generator: draft.generator ?? '',
	};
}
