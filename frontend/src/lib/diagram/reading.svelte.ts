import { asBackendError, type Backend, type BackendError, type Diagram } from '$lib/backend';
import type { Written } from '$lib/language';
import { withKnown } from './alike';
import { idle } from './layouts';

/** So long after the last key a text is read, in ms: the diagram may come a moment after the text. */
const PAUSE = 120;

/** A text of more letters is read after a longer pause, in ms: it takes longer to read, and would come between two keys. */
const LONG = { letters: 20_000, pause: 300 };

/** Reads the open document's text as a diagram after each edit, one text at a time, and keeps the last good one. */
export class Reading {
	/** Of the newest text that could be read as YAML; where none could, what was understood of it. */
	diagram = $state.raw<Diagram | null>(null);
	/** The text that the diagram shows. */
	text = $state.raw<Written | null>(null);
	/** The newest text cannot be read as YAML, so the diagram is that of an older one. */
	broken = $state(false);
	/** Why the program could not be asked. */
	trouble = $state.raw<BackendError | null>(null);

	#document: unknown = null;
	#wanted: Written | null = null;
	#saved: string | null = null;
	/** The newest text that was answered, readable or not. */
	#answered: Written | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asking = false;
	#due = false;
	#waiting: (() => void)[] = [];

	constructor(private readonly backend: Pick<Backend, 'diagram'>) {}

	/**
	 * Reads a text of a document: at once when it is another document, else when the person pauses. `saved` is the text that it was
	 * made of: it is shown where the text of a document that was opened cannot be read.
	 */
	read(document: unknown, text: Written, saved: string | null = null): void {
		const other = document !== this.#document;
		if (!other && text === this.#wanted) return;
		this.#wanted = text;
		clearTimeout(this.#timer);
		if (other) {
			this.#document = document;
			this.#saved = saved;
			this.#answered = null;
			this.diagram = null;
			this.text = null;
			this.broken = false;
			this.trouble = null;
			return void this.#ask();
		}
		const pause = text.length > LONG.letters ? LONG.pause : PAUSE;
		this.#timer = setTimeout(() => idle(() => void this.#ask()), pause);
	}

	/** Resolves when the newest text has been read, which is begun at once. */
	settled(): Promise<void> {
		if (this.#answered === this.#wanted) return Promise.resolve();
		clearTimeout(this.#timer);
		return new Promise((done) => {
			this.#waiting.push(done);
			void this.#ask();
		});
	}

	/** Reads the text again, after the program could not be asked. */
	again(): void {
		this.#answered = null;
		void this.#ask();
	}

	async #ask(): Promise<void> {
		const text = this.#wanted;
		if (text === null || text === this.#answered) return this.#settle();
		// The call under way is for an older text; this one follows it.
		if (this.#asking) return void (this.#due = true);
		this.#asking = true;
		this.#due = false;
		const document = this.#document;
		const current = () => text === this.#wanted && document === this.#document;
		try {
			const diagram = await this.backend.diagram(String(text));
			const older = !diagram.is_readable && !this.diagram && this.#saved;
			const before = older ? await this.backend.diagram(older) : null;
			if (current()) {
				if (older && before?.is_readable) this.#take(older, before);
				this.#take(text, diagram);
			}
		} catch (thrown) {
			if (current()) {
				this.trouble = asBackendError(thrown);
				this.#answered = text;
			}
		}
		this.#asking = false;
		if (this.#due) await this.#ask();
		else this.#settle();
	}

	#take(text: Written, diagram: Diagram): void {
		this.trouble = null;
		this.#answered = text;
		this.broken = !diagram.is_readable;
		if (!diagram.is_readable && this.diagram?.is_readable) return;
		this.diagram = withKnown(this.diagram, diagram);
		this.text = text;
	}

	#settle(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const done of waiting) done();
	}
}
