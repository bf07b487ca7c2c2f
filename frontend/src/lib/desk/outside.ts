import type { BackendError } from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import { say } from '$lib/words';
import type { Desk, Memory } from './desk.svelte';

/** So often the program is told again what is open, in ms: it believes a page for five minutes. */
const RENEW = 120_000;

/** By company: what was decided about the files of its workflows. */
const DECIDED = 'workflow-designer.outside.';

/** So many decisions are remembered. */
const REMEMBERED = 200;

/**
 * What other programs do to the files of open workflows: it is taken in where nothing was edited here, as unsaved edits, and
 * asked about where something was.
 */
export class Outside {
	readonly #page = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
	#attended = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** Of files that cannot be taken in: when each was written, so that it is said once. */
	readonly #said = new Map<number, string | null>();

	constructor(
		private readonly desk: Desk,
		private readonly memory: Memory,
	) {}

	/** Has the program look at the files of what is open now. */
	attend(): void {
		const ids = this.desk.tabs.documents.flatMap(({ workflowId }) => workflowId ?? []);
		const open = ids.join();
		if (open === this.#attended) return;
		this.#attended = open;
		this.#tell(ids);
	}

	/** Looks at the file of a workflow, after it has been written. */
	async look(doc: OpenDocument): Promise<void> {
		const { workflowId: id } = doc;
		if (id === undefined) return;
		try {
			const edit = await this.desk.backend.outside(id);
			if (doc.workflowId !== id) return;
			if (!edit.found) this.#decide(doc, null);
			else if (edit.problem) this.#unusable(doc, edit.problem, edit.edited_at);
			else await this.#found(doc, edit.yaml_content, edit.edited_at);
		} catch {
			// What is shown stays true; the file is looked at again when it changes, or the window is looked at.
		}
	}

	/** Puts the other program's text in the place of the person's. */
	takeTheirs(doc: OpenDocument): void {
		const { outside } = doc;
		if (!outside) return;
		const before = doc.yaml;
		this.#decide(doc, outside.text);
		doc.edit({ yaml: outside.text });
		this.desk.toasts.show({ title: say.outside.tookTheirs, act: this.#undo(doc, before) });
	}

	/** Leaves the person's text as it is, and the file too. */
	keepMine(doc: OpenDocument): void {
		const { outside } = doc;
		if (!outside) return;
		this.#decide(doc, outside.text);
		this.desk.toasts.show({ title: say.outside.keptMine, lines: [say.outside.keptMineLine] });
	}

	async #found(doc: OpenDocument, text: string, at: string | null): Promise<void> {
		if (mark(text) === this.#decided(doc)) return;
		await this.desk.follow(doc);
		if (doc.yaml === text) return this.#decide(doc, text);
		// What came from there before and was not touched since is no work of the person.
		const untouched = doc.yaml === doc.base?.yaml || mark(doc.yaml) === this.#decided(doc);
		if (!untouched) {
			doc.outside = { text, at };
			return;
		}
		const before = doc.yaml;
		this.#decide(doc, text);
		doc.edit({ yaml: text });
		const title = say.outside.taken(doc.name);
		this.desk.toasts.show({ title, lines: [say.outside.takenLine], act: this.#undo(doc, before) });
	}

	#unusable(doc: OpenDocument, problem: { message: string; hint: string }, at: string | null): void {
		const id = doc.workflowId;
		if (id === undefined || this.#said.get(id) === at) return;
		this.#said.set(id, at);
		this.desk.toasts.showProblem(say.outside.unusable(doc.name), problem as BackendError);
	}

	#undo(doc: OpenDocument, yaml: string) {
		return { name: say.outside.undo, run: () => doc.edit({ yaml }) };
	}

	/** Remembers that a text of the file has been dealt with; null: the file has none any more. */
	#decide(doc: OpenDocument, text: string | null): void {
		doc.outside = null;
		const id = doc.workflowId;
		if (id === undefined) return;
		const all = this.#all.filter(([other]) => other !== id);
		if (text !== null) all.push([id, mark(text)]);
		this.memory.setItem(this.#key, JSON.stringify(all.slice(-REMEMBERED)));
	}

	#decided(doc: OpenDocument): string | undefined {
		return this.#all.find(([id]) => id === doc.workflowId)?.[1];
	}

	get #key(): string {
		return DECIDED + this.desk.tabs.company;
	}

	/** What another version of the program kept may be anything. */
	get #all(): [number, string][] {
		try {
			const kept: unknown = JSON.parse(this.memory.getItem(this.#key) ?? '[]');
			return Array.isArray(kept)
				? kept.filter((entry): entry is [number, string] => Array.isArray(entry))
				: [];
		} catch {
			return [];
		}
	}

	#tell(ids: number[]): void {
		clearTimeout(this.#timer);
		if (ids.length > 0) this.#timer = setTimeout(() => this.#tell(ids), RENEW);
		this.desk.backend.attend(this.#page, ids).catch(() => {
			// Every other call says that the program is away; it is told again later.
		});
	}
}

/** Tells texts apart, well enough to know one again: 53 bits, by cyrb53. */
function mark(text: string): string {
	let a = 0xdeadbeef;
	let b = 0x41c6ce57;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		a = Math.imul(a ^ unit, 2654435761);
		b = Math.imul(b ^ unit, 1597334677);
	}
	a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
	b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
	return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
