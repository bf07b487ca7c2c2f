import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Backend, VersionChanges } from '$lib/backend';
import { locale } from '$lib/words';

/** So many are asked for at once. */
const BATCH = 50;

/** What each version changed, in words: asked for where it is looked at, and kept. */
export class VersionWords {
	readonly #known = new SvelteMap<string, VersionChanges>();
	readonly #asked = new SvelteSet<string>();
	#queue: string[] = [];
	#asking: Promise<void> | null = null;
	#language = locale();

	constructor(
		private readonly backend: Pick<Backend, 'changes'>,
		private readonly workflowId: number,
	) {}

	/** Undefined until it is known. */
	of(id: string): VersionChanges | undefined {
		return this.#known.get(id);
	}

	/** Asks for what is not known of these versions, in this order. */
	want(ids: readonly string[]): Promise<void> {
		if (this.#language !== locale()) {
			this.#language = locale();
			this.#asked.clear();
		}
		for (const id of ids) {
			if (this.#asked.has(id)) continue;
			this.#asked.add(id);
			this.#queue.push(id);
		}
		this.#asking ??= this.#ask().finally(() => (this.#asking = null));
		return this.#asking;
	}

	/** Asks once more for those of which a text was elsewhere, the next time they are wanted. */
	forgetElsewhere(): void {
		for (const [id, { state }] of this.#known) if (state === 'elsewhere') this.#asked.delete(id);
	}

	async #ask(): Promise<void> {
		while (this.#queue.length > 0) {
			const ids = this.#queue.splice(0, BATCH);
			try {
				for (const found of await this.backend.changes(this.workflowId, ids)) {
					this.#known.set(found.version_id, found);
				}
			} catch {
				// A list without these words is still the list; they are asked for again when they are looked at.
				for (const id of ids) this.#asked.delete(id);
				return;
			}
		}
	}
}
