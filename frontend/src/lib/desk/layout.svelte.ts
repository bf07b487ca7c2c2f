import type { Memory } from './desk.svelte';

const KEY = 'workflow-designer.layout';

/** Below it the list of workflows has no place beside the room, in pixels. */
const CRAMPED = 760;

/** The widths of the window, in pixels of the layout, at and below which something in it is arranged anew, and such a height. */
const NARROW = [720, 760, 1000, 1100, 1120];
const LOW = 700;

/** Where the pane with the diagram is: beside the text, put away, or in the place of the text. */
export type SidePlace = 'beside' | 'closed' | 'whole';
export type SideTab = 'diagram' | 'form';

interface Kept {
	/** Of the panel below the editor, in pixels; null lets it be as high as what it holds, within reason. */
	panelHeight: number | null;
	descriptionFolded: boolean;
	side: SidePlace;
	sideTab: SideTab;
	/** Of the pane beside the text, in pixels; null is the usual share of the room. */
	sideWidth: number | null;
	/** Of the part below the diagram, in pixels; null is the usual height. */
	inspectorHeight: number | null;
	/** The diagram moves so that the step with the caret is seen. */
	followCaret: boolean;
	/** Of the text below the diagrams of a comparison, in pixels; null is the usual height. */
	diffHeight: number | null;
	/** Two texts are compared in one column, not side by side. */
	diffUnified: boolean;
	/** The list of workflows stands beside the room. */
	shelfOpen: boolean;
	/** Of that list, and of the list of versions, in pixels; null is the usual width. */
	shelfWidth: number | null;
	historyWidth: number | null;
}

/** The list of workflows, in pixels; `beside` is what the room keeps. */
export const SHELF = { least: 180, usual: 240, most: 480, beside: 440 };

const USUAL: Kept = {
	panelHeight: null,
	descriptionFolded: false,
	side: 'beside',
	sideTab: 'diagram',
	sideWidth: null,
	inspectorHeight: null,
	followCaret: true,
	diffHeight: null,
	diffUnified: false,
	shelfOpen: true,
	shelfWidth: null,
	historyWidth: null,
};

/** How the person has arranged the window; it is so again at the next start. */
export class Layout implements Kept {
	#kept = $state.raw<Kept>(USUAL);
	/** Of the window, in pixels of the layout; 0 while it is not known. */
	width = $state(0);
	height = $state(0);
	/**
	 * The widths of NARROW that the window does not exceed, and `low`: what styles ask for, as `[data-below~='1100']`. Container
	 * queries would say the same, but lay out the whole window twice whenever it is drawn.
	 */
	readonly below: string = $derived(
		[...NARROW.filter((width) => this.width <= width), ...(this.height <= LOW ? ['low'] : [])].join(' '),
	);
	/** The window is too small for the list of workflows beside the room: it lies over it while it is asked for. */
	readonly cramped: boolean = $derived(this.width > 0 && this.width < CRAMPED);
	/** How wide the list of workflows can be, and how wide it is. */
	readonly shelfMost: number = $derived(
		Math.max(SHELF.least, Math.min(SHELF.most, this.width - SHELF.beside)),
	);
	readonly shelfPixels: number = $derived.by(() =>
		this.cramped
			? Math.min(SHELF.usual, this.width - 96)
			: Math.min(this.shelfWidth ?? SHELF.usual, this.shelfMost),
	);
	#shelfOver = $state(false);

	constructor(private readonly memory: Pick<Memory, 'getItem' | 'setItem'>) {
		this.#kept = read(memory.getItem(KEY));
	}

	get panelHeight(): number | null {
		return this.#kept.panelHeight;
	}
	set panelHeight(panelHeight: number | null) {
		this.#keep({ panelHeight });
	}

	get descriptionFolded(): boolean {
		return this.#kept.descriptionFolded;
	}
	set descriptionFolded(descriptionFolded: boolean) {
		this.#keep({ descriptionFolded });
	}

	get side(): SidePlace {
		return this.#kept.side;
	}
	set side(side: SidePlace) {
		this.#keep({ side });
	}

	get sideTab(): SideTab {
		return this.#kept.sideTab;
	}
	set sideTab(sideTab: SideTab) {
		this.#keep({ sideTab });
	}

	get sideWidth(): number | null {
		return this.#kept.sideWidth;
	}
	set sideWidth(sideWidth: number | null) {
		this.#keep({ sideWidth });
	}

	get inspectorHeight(): number | null {
		return this.#kept.inspectorHeight;
	}
	set inspectorHeight(inspectorHeight: number | null) {
		this.#keep({ inspectorHeight });
	}

	get followCaret(): boolean {
		return this.#kept.followCaret;
	}
	set followCaret(followCaret: boolean) {
		this.#keep({ followCaret });
	}

	get diffHeight(): number | null {
		return this.#kept.diffHeight;
	}
	set diffHeight(diffHeight: number | null) {
		this.#keep({ diffHeight });
	}

	get diffUnified(): boolean {
		return this.#kept.diffUnified;
	}
	set diffUnified(diffUnified: boolean) {
		this.#keep({ diffUnified });
	}

	get shelfOpen(): boolean {
		return this.#kept.shelfOpen;
	}
	set shelfOpen(shelfOpen: boolean) {
		this.#keep({ shelfOpen });
	}

	get shelfShown(): boolean {
		return this.cramped ? this.#shelfOver : this.shelfOpen;
	}

	toggleShelf(): void {
		if (this.cramped) this.#shelfOver = !this.#shelfOver;
		else this.shelfOpen = !this.shelfOpen;
	}

	/** The person goes on with something else: what lies over it is put away. */
	leaveShelf(): void {
		this.#shelfOver = false;
	}

	get shelfWidth(): number | null {
		return this.#kept.shelfWidth;
	}
	set shelfWidth(shelfWidth: number | null) {
		this.#keep({ shelfWidth });
	}

	get historyWidth(): number | null {
		return this.#kept.historyWidth;
	}
	set historyWidth(historyWidth: number | null) {
		this.#keep({ historyWidth });
	}

	#keep(change: Partial<Kept>): void {
		this.#kept = { ...this.#kept, ...change };
		this.memory.setItem(KEY, JSON.stringify(this.#kept));
	}
}

/** What another version of the program kept may be anything. */
function read(text: string | null): Kept {
	let kept: Record<string, unknown>;
	try {
		const value: unknown = JSON.parse(text ?? '{}');
		kept = typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		kept = {};
	}
	const length = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null);
	const { side, sideTab } = kept;
	return {
		panelHeight: length(kept.panelHeight),
		descriptionFolded: kept.descriptionFolded === true,
		side: side === 'closed' || side === 'whole' ? side : USUAL.side,
		sideTab: sideTab === 'form' ? sideTab : USUAL.sideTab,
		sideWidth: length(kept.sideWidth),
		inspectorHeight: length(kept.inspectorHeight),
		followCaret: kept.followCaret !== false,
		diffHeight: length(kept.diffHeight),
		diffUnified: kept.diffUnified === true,
		shelfOpen: kept.shelfOpen !== false,
		shelfWidth: length(kept.shelfWidth),
		historyWidth: length(kept.historyWidth),
	};
}
