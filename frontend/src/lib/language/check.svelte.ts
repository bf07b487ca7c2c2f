import {
	asBackendError,
	type Analysis,
	type Backend,
	type BackendError,
	type Diagnostic,
	type Severity,
} from '$lib/backend';
import { known } from './known';
import type { Written } from './written';

/** So long after the last key a text is read, in ms: short, since only one reading is under way at a time. */
const PAUSE = 15;

/** A text of more letters is read later, in ms: it is read and its problems drawn within 100 ms of the last key all the same. */
const LONG = { letters: 20_000, pause: 50 };

/** What was found in a text. */
export interface Found {
	readonly text: Written;
	readonly analysis: Analysis;
	/** All that was found, in the order of the text, the worse first at one place. */
	readonly problems: readonly Diagnostic[];
}

/** Reads the open document's text again after every edit, one text at a time, and holds what was found in it. */
export class Check {
	/** Of the newest text that has been read; it may be older than what is on the screen. */
	found = $state.raw<Found | null>(null);
	/** Why the newest text could not be read. */
	trouble = $state.raw<BackendError | null>(null);

	readonly counts: Record<Severity, number> = $derived({
		error: this.found?.analysis.errors.length ?? 0,
		warning: this.found?.analysis.warnings.length ?? 0,
		hint: this.found?.analysis.hints.length ?? 0,
	});

	#document: unknown = null;
	#wanted: Written | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asking = false;
	#due = false;

	constructor(private readonly backend: Pick<Backend, 'validate'>) {}

	/**
	 * Reads a text of a document: at once when it is another document, else after a pause. A newer text takes the place
	 * of an older one, whose answer is dropped.
	 */
	read(document: unknown, text: Written): void {
		const other = document !== this.#document;
		if (!other && text === this.#wanted) return;
		this.#wanted = text;
		clearTimeout(this.#timer);
		this.#due = false;
		if (other) {
			this.#document = document;
			this.found = null;
			this.trouble = null;
			return void this.#ask();
		}
		const pause = text.length > LONG.letters ? LONG.pause : PAUSE;
		this.#timer = setTimeout(() => void this.#ask(), pause);
	}

	/** Reads the text again, after it could not be read. */
	again(): void {
		void this.#ask();
	}

	async #ask(): Promise<void> {
		const text = this.#wanted;
		if (text === null) return;
		// The call under way is for an older text; this one follows it.
		if (this.#asking) return void (this.#due = true);
		this.#asking = true;
		this.#due = false;
		const document = this.#document;
		const current = () => text === this.#wanted && document === this.#document;
		try {
			const analysis = await this.backend.validate(String(text));
			if (current()) {
				this.trouble = null;
				this.found = { text, analysis, problems: known(inOrder(analysis), this.found?.problems ?? []) };
			}
		} catch (thrown) {
			if (current()) this.trouble = asBackendError(thrown);
		}
		this.#asking = false;
		if (this.#due) await this.#ask();
	}
}

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/** The worse of two severities comes first. */
export function bySeverity(a: { severity: Severity }, b: { severity: Severity }): number {
	return WEIGHT[a.severity] - WEIGHT[b.severity];
}

function inOrder({ errors, warnings, hints }: Analysis): Diagnostic[] {
	return [...errors, ...warnings, ...hints].sort(
		(a, b) => a.line - b.line || a.column - b.column || bySeverity(a, b),
	);
}
