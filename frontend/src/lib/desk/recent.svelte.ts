import type { WorkflowSummary } from '$lib/backend';
import type { Memory } from './desk.svelte';
import { byNumber } from './numbered';
import type { Shelf } from './shelf.svelte';

/** By company: another one has other workflows of the same numbers. */
const KEY = 'workflow-designer.recent.';
/** How many are remembered. */
const MOST = 50;

/** The workflows that were opened last. */
export class Recent {
	#ids = $state.raw<readonly number[]>([]);
	#company: number | null = null;

	constructor(
		private readonly shelf: Pick<Shelf, 'workflows'>,
		private readonly memory: Pick<Memory, 'getItem' | 'setItem'>,
	) {}

	/** Their numbers, the one opened last first; some may be gone. */
	get ids(): readonly number[] {
		return this.#ids;
	}

	/** Those of them that are still there. One that is brought back has its place again. */
	readonly workflows: readonly WorkflowSummary[] = $derived.by(() => {
		const there = byNumber(this.shelf.workflows);
		return this.#ids.flatMap((id) => there.get(id) ?? []);
	});

	/** Begins with what was opened last for this company. */
	restore(company: number): void {
		this.#company = company;
		this.#ids = read(this.memory.getItem(KEY + company));
	}

	opened(id: number): void {
		if (this.#ids[0] !== id) this.#keep([id, ...this.#ids.filter((other) => other !== id)]);
	}

	/** A workflow has another number from now on. */
	renumber(from: number, to: number): void {
		if (this.#ids.includes(from)) {
			this.#keep(this.#ids.filter((id) => id !== to).map((id) => (id === from ? to : id)));
		}
	}

	#keep(ids: readonly number[]): void {
		this.#ids = ids.slice(0, MOST);
		if (this.#company !== null) this.memory.setItem(KEY + this.#company, JSON.stringify(this.#ids));
	}
}

/** What another version of the program kept may be anything. */
function read(kept: string | null): number[] {
	try {
		const value: unknown = JSON.parse(kept ?? '[]');
		return Array.isArray(value) ? value.filter((id): id is number => Number.isInteger(id)) : [];
	} catch {
		return [];
	}
}
