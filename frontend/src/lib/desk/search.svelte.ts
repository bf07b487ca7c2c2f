import { asBackendError, type Backend, type BackendError, type SearchAnswer } from '$lib/backend';

/** So long after the last key is asked, in ms. */
const PAUSE = 80;
/** So long after an answer that may lack something it is asked again, in ms. */
const AGAIN = 1_000;
/** How many results come at first, and with each asking for more. */
const PORTION = 20;
/** The program gives so many at most. */
const MOST = 100;

/** What all texts of all workflows say of what is looked for: one question at a time, and the newest one counts. */
export class Search {
	/** What is looked for, as it was typed. */
	text = $state('');
	/** Only workflows with this label; empty for all. */
	label = $state('');
	/** Of the newest question that was answered; null while nothing is looked for. */
	answer = $state.raw<SearchAnswer | null>(null);
	problem = $state.raw<BackendError | null>(null);
	/** The answer that is shown is that of an older question. */
	asking = $state(false);

	#question = '';
	#limit = PORTION;
	/** Counts what was looked for: only the newest answer counts. */
	#turn = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly backend: Pick<Backend, 'search'>) {}

	get moreToCome(): boolean {
		return this.answer?.more === true && this.#limit < MOST;
	}

	/** Looks for a text from now on, among the workflows with a label. */
	want(text: string, label: string = this.label): void {
		this.text = text;
		this.label = label;
		const question =
			text.trim() === '' ? '' : [text.trim(), label && `label:"${label}"`].filter(Boolean).join(' ');
		if (question === this.#question) return;
		this.#question = question;
		this.#limit = PORTION;
		this.#later(PAUSE);
		if (question !== '') return;
		this.answer = null;
		this.problem = null;
	}

	/** Looks again, after workflows have changed or the program did not answer. */
	again(): void {
		this.#later(0);
	}

	more(): void {
		this.#limit = Math.min(MOST, this.#limit + PORTION * 2);
		this.#later(0);
	}

	#later(pause: number): void {
		clearTimeout(this.#timer);
		this.#turn++;
		this.asking = this.#question !== '';
		if (this.asking) this.#timer = setTimeout(() => void this.#ask(), pause);
	}

	async #ask(): Promise<void> {
		const turn = this.#turn;
		const current = () => turn === this.#turn;
		try {
			const answer = await this.backend.search(this.#question, this.#limit);
			if (!current()) return;
			this.answer = answer;
			this.problem = null;
			this.asking = false;
			if (answer.unread > 0) this.#timer = setTimeout(() => void this.#ask(), AGAIN);
		} catch (thrown) {
			if (!current()) return;
			this.problem = asBackendError(thrown);
			this.asking = false;
		}
	}
}
