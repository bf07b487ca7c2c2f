import {
	asBackendError,
	type Backend,
	type BackendError,
	type SavedVersion,
	type VersionSummary,
} from '$lib/backend';
import { idOf, type OpenDocument } from '$lib/document';

/** Saves one document as versions. A refusal leaves the texts, the comment and the draft as they are. */
export class SaveFlow {
	busy = $state(false);
	problem = $state.raw<BackendError | null>(null);
	/** The version that someone saved meanwhile on top of the one edited here. */
	newer = $state.raw<VersionSummary | null>(null);

	constructor(
		private readonly backend: Pick<Backend, 'saveVersion' | 'versions'>,
		private readonly doc: OpenDocument,
	) {}

	/** The number that the next version will get. */
	get nextNumber(): number {
		return (this.newer?.number ?? this.doc.latestNumber) + 1;
	}

	/** Saves on top of the version that was edited. Null when it was refused: the reason is in `problem` or `newer`. */
	save(): Promise<SavedVersion | null> {
		return this.#save(async () => this.doc.base?.versionId);
	}

	/** Saves on top of whatever is the latest now: the newer version stays in the history, below this one. */
	saveOnLatest(): Promise<SavedVersion | null> {
		return this.#save(async () => {
			const latest = await this.#latest();
			return latest && idOf(latest);
		});
	}

	async #save(parent: () => Promise<string | undefined>): Promise<SavedVersion | null> {
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
				parent_version_id: await parent(),
			});
			this.newer = null;
			this.doc.saved(saved, texts);
			return saved;
		} catch (thrown) {
			await this.#refused(asBackendError(thrown));
			return null;
		} finally {
			this.busy = false;
		}
	}

	async #refused(problem: BackendError): Promise<void> {
		if (problem.code !== 'stale_parent') {
			this.problem = problem;
			return;
		}
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
		return versions[0];
	}
}
