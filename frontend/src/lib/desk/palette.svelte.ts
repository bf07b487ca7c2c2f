import type { Memory } from './desk.svelte';

const KEY = 'workflow-designer.palette';

/** How many of the things that were chosen are remembered. */
const REMEMBERED = 40;

/** What the palette lists: everything, or one kind. */
export type Listed = 'all' | 'workflows' | 'commands' | 'steps' | 'versions';

/** The list of everything a person can go to or do, and what was chosen from it before. */
export class Palette {
	open = $state(false);
	listed = $state<Listed>('all');
	text = $state('');
	#recent = $state.raw<readonly string[]>([]);

	constructor(private readonly memory: Pick<Memory, 'getItem' | 'setItem'>) {
		this.#recent = read(memory.getItem(KEY));
	}

	/** What was chosen, the last one first, by the names of its entries. */
	get recent(): readonly string[] {
		return this.#recent;
	}

	show(listed: Listed = 'all'): void {
		this.listed = listed;
		this.text = '';
		this.open = true;
	}

	chose(entry: string): void {
		this.#recent = [entry, ...this.#recent.filter((other) => other !== entry)].slice(0, REMEMBERED);
		this.memory.setItem(KEY, JSON.stringify(this.#recent));
	}
}

/** What another version of the program kept may be anything. */
function read(kept: string | null): string[] {
	try {
		const value: unknown = JSON.parse(kept ?? '[]');
		return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
	} catch {
		return [];
	}
}
