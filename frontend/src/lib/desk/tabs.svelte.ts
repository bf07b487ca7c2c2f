import type { OpenDocument } from '$lib/document';
import type { Memory } from './desk.svelte';
import type { Shelf } from './shelf.svelte';
import { Tab, type KeptTab } from './tab.svelte';

/** By company: another one has other workflows of the same numbers. */
const OPEN = 'workflow-designer.tabs.';

/** How many closed tabs can be opened again. */
const CLOSED = 20;

/** The documents that are open, in the order of their tabs, and the one that is shown. */
export class Tabs {
	all = $state.raw<Tab[]>([]);
	current = $state.raw<Tab | null>(null);
	#closed = $state.raw<KeptTab[]>([]);
	/** Whose workflows these are; null while that is not known. */
	company: number | null = null;

	constructor(
		private readonly shelf: Shelf,
		private readonly memory: Memory,
	) {}

	/** Those that have been shown, and so have their texts here. */
	get documents(): OpenDocument[] {
		return this.all.flatMap(({ document }) => document ?? []);
	}

	get closed(): readonly KeptTab[] {
		return this.#closed;
	}

	ofWorkflow(id: number): Tab | undefined {
		return this.all.find(({ workflowId }) => workflowId === id);
	}

	ofDraft(id: string): Tab | undefined {
		return this.all.find(({ draftId }) => draftId === id);
	}

	of(doc: OpenDocument): Tab | undefined {
		return this.all.find(({ document }) => document === doc);
	}

	/** Puts a document into a tab of its own, after the one that is shown. */
	add(doc: OpenDocument): Tab {
		const tab = new Tab(this.shelf, doc);
		this.all = this.all.toSpliced(this.#place + 1, 0, tab);
		return tab;
	}

	/** Takes a tab away. Gives the one that is to be shown in its place, when nothing is shown now. */
	remove(tab: Tab): Tab | null {
		const at = this.all.indexOf(tab);
		if (at < 0) return null;
		const { kept } = tab;
		this.all = this.all.toSpliced(at, 1);
		if (kept) this.#closed = [...this.#closed, kept].slice(-CLOSED);
		if (tab === this.current) this.current = null;
		return this.current ? null : (this.all[at] ?? this.all[at - 1] ?? null);
	}

	/** The one so many places on from the one shown; past the last comes the first. */
	neighbour(step: 1 | -1): Tab | null {
		const { length } = this.all;
		if (length < 2) return null;
		return this.all[(this.#place + step + length) % length] ?? null;
	}

	/** Moves a tab to another place in the row. */
	move(tab: Tab, to: number): void {
		const at = this.all.indexOf(tab);
		const place = Math.min(Math.max(to, 0), this.all.length - 1);
		if (at < 0 || at === place) return;
		this.all = this.all.toSpliced(at, 1).toSpliced(place, 0, tab);
		this.remember();
	}

	/** What was closed last; it is no longer among what can be opened again. */
	takeClosed(): KeptTab | undefined {
		const last = this.#closed.at(-1);
		this.#closed = this.#closed.slice(0, -1);
		return last;
	}

	/** Forgets all tabs but what is remembered of them for the next start. */
	putAway(): void {
		this.all = [];
		this.current = null;
		this.#closed = [];
		this.company = null;
	}

	/** Remembers what is open, for the next start. */
	remember(): void {
		if (this.company === null) return;
		const open = this.all.flatMap((tab) => tab.kept ?? []);
		const current = this.current?.kept ?? null;
		this.memory.setItem(OPEN + this.company, JSON.stringify({ open, current }));
	}

	/**
	 * Opens the tabs that were open when the program was used last for this company, without their texts. What is gone
	 * meanwhile is left out. False when nothing is known of it.
	 */
	restore(company: number): boolean {
		this.company = company;
		const was = read(this.memory.getItem(OPEN + company));
		if (!was) return false;
		const there = was.open.filter((kept) => this.#exists(kept));
		this.all = there.map((kept) => new Tab(this.shelf, kept));
		const shown = there.findIndex((kept) => JSON.stringify(kept) === JSON.stringify(was.current));
		this.current = this.all[shown] ?? this.all[0] ?? null;
		return true;
	}

	get #place(): number {
		return this.current ? this.all.indexOf(this.current) : this.all.length - 1;
	}

	#exists({ workflow, draft }: KeptTab): boolean {
		if (workflow === undefined) return this.shelf.newDrafts.some(({ draft_id }) => draft_id === draft);
		return this.shelf.has(workflow) || this.shelf.draftOf(workflow) !== undefined;
	}
}

/** What another version of the program kept may be anything. */
function read(kept: string | null): { open: KeptTab[]; current: KeptTab | null } | null {
	try {
		const value = JSON.parse(kept ?? 'null') as { open?: unknown; current?: unknown } | null;
		if (!Array.isArray(value?.open)) return null;
		return { open: value.open.flatMap((tab) => keptTab(tab) ?? []), current: keptTab(value.current) };
	} catch {
		return null;
	}
}

function keptTab(value: unknown): KeptTab | null {
	if (typeof value !== 'object' || value === null) return null;
	const { workflow, draft } = value as KeptTab;
	if (typeof workflow === 'number') return { workflow };
	return typeof draft === 'string' ? { draft } : null;
}
