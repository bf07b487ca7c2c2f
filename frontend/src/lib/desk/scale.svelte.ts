import type { Memory } from './desk.svelte';

const KEY = 'workflow-designer.scale';

/** How large the whole interface can be, in percent. */
export const SIZES: readonly number[] = [80, 90, 100, 110, 125, 150, 175, 200];
/** How large the letters of the text in the editor can be, in pixels. */
export const TEXT_SIZES: readonly number[] = [10, 11, 12, 13, 14, 16, 18, 20, 24];

const USUAL = { size: 100, text: 12 };

/** How large the person wants everything to be drawn; it is so again at the next start. */
export class Scale {
	#size = $state(USUAL.size);
	#text = $state(USUAL.text);

	constructor(private readonly memory: Pick<Memory, 'getItem' | 'setItem'>) {
		const kept = read(memory.getItem(KEY));
		if (SIZES.includes(kept.size)) this.#size = kept.size;
		if (TEXT_SIZES.includes(kept.text)) this.#text = kept.text;
	}

	/** Of the whole interface, in percent. */
	get size(): number {
		return this.#size;
	}

	/** How many pixels of the screen a pixel of the layout takes. */
	get factor(): number {
		return this.#size / 100;
	}

	/** Of the letters in the editor, in pixels of the layout. */
	get text(): number {
		return this.#text;
	}

	/** The size after this one; null at the end. */
	next(by: 1 | -1): number | null {
		return neighbour(SIZES, this.#size, by);
	}

	nextText(by: 1 | -1): number | null {
		return neighbour(TEXT_SIZES, this.#text, by);
	}

	step(by: 1 | -1): void {
		this.#keep(this.next(by) ?? this.#size, this.#text);
	}

	stepText(by: 1 | -1): void {
		this.#keep(this.#size, this.nextText(by) ?? this.#text);
	}

	reset(): void {
		this.#keep(USUAL.size, this.#text);
	}

	resetText(): void {
		this.#keep(this.#size, USUAL.text);
	}

	/** That the letters in the editor have another size than they usually have. */
	get textChanged(): boolean {
		return this.#text !== USUAL.text;
	}

	#keep(size: number, text: number): void {
		this.#size = size;
		this.#text = text;
		this.memory.setItem(KEY, JSON.stringify({ size, text }));
	}
}

function neighbour(all: readonly number[], now: number, by: 1 | -1): number | null {
	return all[all.indexOf(now) + by] ?? null;
}

/** What another version of the program kept may be anything. */
function read(kept: string | null): { size: number; text: number } {
	try {
		const { size, text } = (JSON.parse(kept ?? 'null') ?? {}) as { size?: unknown; text?: unknown };
		return { size: Number(size), text: Number(text) };
	} catch {
		return USUAL;
	}
}
