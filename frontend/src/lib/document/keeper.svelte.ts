import { asBackendError, type Backend, type BackendError, type Draft, type DraftInput } from '$lib/backend';

const DELAY = 300;
const RETRY = 3_000;

/** The draft that should be on disk now; null when the text is that of a version and needs none. */
export type Wanted = Omit<DraftInput, 'draft_id'> | null;

/**
 * Keeps one document's draft on disk. There is never more than one write under way, and the newest text is always
 * the last one written. A write that fails is tried again until it succeeds.
 */
export class DraftKeeper {
	state = $state<'kept' | 'waiting' | 'keeping' | 'failed'>('kept');
	problem = $state.raw<BackendError | null>(null);

	/** The draft on disk. A workflow's first edit has none; a new document gets its id from the first write. */
	draftId = $state<string | undefined>();

	/** Called after each write and each removal, for the lists on the screen. */
	onkept: (draft: Draft) => void = () => {};
	onremoved: (draftId: string) => void = () => {};

	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<boolean> | null = null;
	#again = false;
	#stopped = false;
	/** Drafts that have to go: a new document's, once it is a workflow's. */
	#leftovers: string[] = [];

	constructor(
		private readonly backend: Pick<Backend, 'saveDraft' | 'deleteDraft'>,
		private readonly wanted: () => Wanted,
		draftId?: string,
	) {
		this.draftId = draftId;
	}

	/** Writes soon: 300 ms after the last call. */
	touch(): void {
		if (this.#stopped) return;
		this.state = 'waiting';
		this.#arm(DELAY);
	}

	/** Writes now what is waiting. True when everything is on disk. */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		if (this.#stopped || this.state === 'kept') return true;
		if (this.#running) {
			this.#again = this.#again || this.state === 'waiting';
			return this.#running;
		}
		this.#running = this.#write();
		const kept = await this.#running;
		return kept;
	}

	/** Removes the draft from disk and never writes again. */
	async abandon(): Promise<void> {
		clearTimeout(this.#timer);
		this.#stopped = true;
		await this.#running;
		if (this.draftId === undefined) return;
		const gone = this.draftId;
		await this.backend.deleteDraft(gone);
		this.draftId = undefined;
		this.onremoved(gone);
	}

	async #write(): Promise<boolean> {
		try {
			do {
				this.#again = false;
				this.state = 'keeping';
				await this.#once();
			} while (this.#again || this.#changedMeanwhile());
			this.state = 'kept';
			this.problem = null;
			return true;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			this.state = 'failed';
			this.#arm(RETRY);
			return false;
		} finally {
			this.#running = null;
		}
	}

	// touch() during a write sets the state back to waiting.
	#changedMeanwhile(): boolean {
		if (this.state !== 'waiting') return false;
		clearTimeout(this.#timer);
		return true;
	}

	async #once(): Promise<void> {
		const wanted = this.wanted();
		const before = this.draftId;
		if (wanted) {
			const draft_id = wanted.workflow_id === undefined ? before : `workflow-${wanted.workflow_id}`;
			const draft = await this.backend.saveDraft(draft_id === undefined ? wanted : { ...wanted, draft_id });
			this.draftId = draft.draft_id;
			this.#leftovers = this.#leftovers.filter((id) => id !== draft.draft_id);
			this.onkept(draft);
		} else {
			this.draftId = undefined;
		}
		if (before !== undefined && before !== this.draftId) this.#leftovers.push(before);
		for (let id = this.#leftovers[0]; id !== undefined; id = this.#leftovers[0]) {
			await this.backend.deleteDraft(id);
			this.#leftovers.shift();
			this.onremoved(id);
		}
	}

	#arm(delay: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), delay);
	}
}
