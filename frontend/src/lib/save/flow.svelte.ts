import {
	asBackendError,
	type Backend,
	type BackendError,
	type SavedVersion,
	type VersionDetail,
	type VersionSummary,
} from '$lib/backend';
import { idOf, latestOf, type OpenDocument, type Texts } from '$lib/document';

/** Saves one document as versions. A refusal leaves the texts, the comment and the draft as they are. */
export class SaveFlow {
	busy = $state(false);
	problem = $state.raw<BackendError | null>(null);
	/** The version that someone saved meanwhile on top of the one edited here. */
	newer = $state.raw<VersionSummary | null>(null);

	constructor(
		private readonly backend: Pick<Backend, 'saveVersion' | 'version' | 'versions'>,
		private readonly doc: OpenDocument,
	) {}

	/** Finds out at once what is already known to have been saved meanwhile, before anything is sent. */
	async look(): Promise<void> {
		if (!this.doc.newer) return;
		try {
			this.newer = (await this.#latest()) ?? null;
		} catch {
			// The save itself will say it.
			return;
		}
	}

	/** The number that the next version will get. */
	get nextNumber(): number {
		return (this.newer?.number ?? this.doc.latestNumber) + 1;
	}

	/** Saves on top of the version that was edited. Null when it was refused: the reason is in `problem` or `newer`. */
	save(): Promise<SavedVersion | null> {
		return this.#save(async () => this.doc.base?.versionId);
	}

	/**
	 * Keeps the text as a version on top of the one that was edited, and brings it together with the newer one. The answer
	 * waits for a decision when both changed the same places.
	 */
	saveMerged(): Promise<SavedVersion | null> {
		return this.#save(async () => this.doc.base?.versionId, true);
	}

	/** Saves on top of whatever is the latest now: the newer version stays in the history, below this one. */
	saveOnLatest(): Promise<SavedVersion | null> {
		return this.#save(async () => {
			const latest = await this.#latest();
			return latest && idOf(latest);
		});
	}

	async #save(parent: () => Promise<string | undefined>, merge = false): Promise<SavedVersion | null> {
		if (this.busy) return null;
		this.busy = true;
		this.problem = null;
		const texts = this.doc.texts;
		try {
			const saved = await this.backend.saveVersion({
				workflow_id: this.doc.workflowId,
				yaml_content: texts.yaml,
				prompt: texts.prompt,
				version_comment: texts.comment.trim(),
				...(texts.generator ? { generator: texts.generator } : {}),
				parent_version_id: await parent(),
				...(merge ? { merge } : {}),
			});
			this.newer = null;
			if (saved.merged_id) await this.#merged(saved, texts);
			else this.doc.saved(saved, texts);
			return saved;
		} catch (thrown) {
			await this.#refused(asBackendError(thrown), merge);
			return null;
		} finally {
			this.busy = false;
		}
	}

	async #refused(problem: BackendError, merge: boolean): Promise<void> {
		if (problem.code !== 'stale_parent' || merge) this.problem = problem;
		if (problem.code !== 'stale_parent') return;
		try {
			this.newer = (await this.#latest()) ?? null;
			if (!this.newer) this.problem = problem;
		} catch {
			// Without the list nothing can be said of the newer version, but the refusal itself says enough.
			this.problem = problem;
		}
	}

	async #latest(): Promise<VersionSummary | undefined> {
		if (this.doc.workflowId === undefined) return undefined;
		const { versions } = await this.backend.versions(this.doc.workflowId);
		return latestOf(versions);
	}

	async #merged(saved: SavedVersion, sent: Texts): Promise<void> {
		let both: VersionDetail | null = null;
		try {
			both = await this.backend.version(saved.workflow_id, idOf(saved));
		} catch {
			// It is saved; until its text can be read, what was sent stays on the screen.
		}
		this.doc.merged(saved, sent, both);
	}
}
