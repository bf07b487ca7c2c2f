import type { Memory } from './desk.svelte';

const KEY = 'workflow-designer.layout';

/** How the person has arranged the window; it is so again at the next start. */
export class Layout {
	#panelHeight = $state<number | null>(null);
	#descriptionFolded = $state(false);

	constructor(private readonly memory: Pick<Memory, 'getItem' | 'setItem'>) {
		const kept = read(memory.getItem(KEY));
		const { panelHeight, descriptionFolded } = kept;
		if (typeof panelHeight === 'number' && panelHeight > 0) this.#panelHeight = panelHeight;
		this.#descriptionFolded = descriptionFolded === true;
	}

	/** Of the panel below the editor, in pixels; null lets it be as high as what it holds, within reason. */
	get panelHeight(): number | null {
		return this.#panelHeight;
	}

	set panelHeight(height: number | null) {
		this.#panelHeight = height;
		this.#keep();
	}

	get descriptionFolded(): boolean {
		return this.#descriptionFolded;
	}

	set descriptionFolded(folded: boolean) {
		this.#descriptionFolded = folded;
		this.#keep();
	}

	#keep(): void {
		const { panelHeight, descriptionFolded } = this;
		this.memory.setItem(KEY, JSON.stringify({ panelHeight, descriptionFolded }));
	}
}

/** What another version of the program kept may be anything. */
function read(kept: string | null): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(kept ?? '{}');
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}
