import {
	asBackendError,
	BackendError,
	type Analysis,
	type Backend,
	type ChosenChange,
	type ComparedChange,
	type Comparison,
	type Generated,
	type GenerateRequest,
	type Problem,
} from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import { isBlank } from '$lib/language';
import { Modelling } from './modelling.svelte';
import { phrasesOf, piecesOf, withAnswer, type Phrase, type Piece } from './phrases';

type Source = Pick<
	Backend,
	'generate' | 'compare' | 'applyChanges' | 'generateLater' | 'job' | 'cancelJob' | 'subscribe'
>;

/** What is asked for. */
export interface Wish {
	description: string;
	/** The document that is to be changed; null for a new one. */
	document: OpenDocument | null;
	/** The description is of the whole workflow, not of a change of it. */
	whole: boolean;
	/** The model that makes it; left out or empty, the offline generator. */
	model?: string;
	/** The step that is looked at. */
	step?: string | null;
}

/** The workflow as it would be with what is switched on. */
export interface Outcome {
	yaml: string;
	report: Analysis;
	/** What differs from the workflow as it is. */
	comparison: Comparison;
}

/** A workflow, or changes of one, that the generator proposes. Nothing of it is applied before it is accepted. */
export class OpenProposal {
	description = $state.raw('');
	/** The text that it is about, as it was when it was asked. */
	before = $state.raw('');
	answer = $state.raw<Generated | null>(null);
	/** What differs between the text and the whole proposal. */
	all = $state.raw<Comparison | null>(null);
	links = $state.raw<readonly ChosenChange[]>([]);
	chosen = $state.raw<readonly number[]>([]);
	outcome = $state.raw<Outcome | null>(null);
	problem = $state.raw<BackendError | null>(null);
	/** The model that makes it; empty for the offline generator. */
	model = $state('');
	/** The model at work. */
	modelling = $state.raw<Modelling | null>(null);
	/** What a model answered that is no workflow, to be read. */
	raw = $state.raw('');
	busy = $state(true);
	/** How long the answer took, in milliseconds. */
	took = $state(0);
	/** The change and the phrase that are looked at; -1 and 0 for none. */
	current = $state(0);
	phrase = $state(0);
	/** The step of the diagram that the pointer is on. */
	pointed = $state<string | null>(null);
	/** Questions that the person left open, by place. */
	dismissed = $state.raw<readonly number[]>([]);

	/** A new workflow is made: nothing of an older text stays. */
	readonly fresh: boolean = $state(false);
	readonly phrases: readonly Phrase[] = $derived(phrasesOf(this.answer?.understood ?? []));
	readonly pieces: readonly Piece[] = $derived(
		piecesOf(this.description, this.phrases, this.answer?.unclear ?? []),
	);
	/** What was added although no phrase asks for it. */
	readonly added = $derived((this.answer?.understood ?? []).filter(({ text }) => text === ''));
	readonly changes: readonly ComparedChange[] = $derived(this.fresh ? [] : (this.all?.changes ?? []));
	/** The first question that is open; -1 for none. */
	readonly question: number = $derived(
		(this.answer?.unclear ?? []).findIndex((_, i) => !this.dismissed.includes(i)),
	);
	/** By change, the number of the phrase that asks for it; 0 when none is known. */
	readonly numbers: readonly number[] = $derived(this.#numbers());

	#asked = 0;
	#switched = 0;

	constructor(
		private readonly backend: Source,
		readonly wish: Wish,
	) {
		this.description = wish.description;
		this.model = wish.model ?? '';
		this.fresh = wish.document === null || wish.document.untouched || isBlank(wish.document.written);
	}

	/** Asks the generator; an answer to an older question is dropped. */
	async ask(description = this.description): Promise<void> {
		const asked = ++this.#asked;
		this.#switched++;
		const { document, whole } = this.wish;
		this.description = description;
		this.busy = true;
		this.problem = null;
		this.raw = '';
		void this.modelling?.stop();
		const modelling = this.model === '' ? null : new Modelling(this.backend, this.model);
		this.modelling = modelling;
		const before = this.fresh ? '' : (document?.yaml ?? '');
		const began = performance.now();
		try {
			const request: GenerateRequest = {
				description,
				...(this.fresh || whole ? {} : { current_yaml: before }),
			};
			if (modelling && this.wish.step) request.selected_step = this.wish.step;
			const answer = await (modelling?.make(request) ?? this.backend.generate(request));
			const after = answer.workflow_yaml;
			const took = performance.now() - began;
			const [comparison, choice] = await Promise.all([
				this.backend.compare({ before, after }),
				this.backend.applyChanges({ before, after }),
			]);
			if (asked !== this.#asked) return;
			if (answer.model && answer.problem && !isWorkflow(answer, choice.report)) {
				// What came is shown, and what was proposed before stays.
				this.raw = answer.model_answer ?? '';
				this.problem = new BackendError(answer.problem);
				return;
			}
			this.before = before;
			this.answer = answer;
			this.all = comparison;
			this.links = choice.changes;
			this.chosen = choice.chosen;
			this.outcome = { yaml: choice.yaml_content, report: choice.report, comparison };
			this.took = took;
			this.dismissed = [];
			this.current = 0;
			this.phrase = 0;
		} catch (thrown) {
			if (asked === this.#asked) this.problem = asBackendError(thrown);
		} finally {
			if (asked === this.#asked) {
				this.busy = false;
				this.modelling = null;
			}
		}
	}

	/** What is the matter with the proposal, or why there is none. */
	readonly trouble: Problem | null = $derived(this.problem ?? this.answer?.problem ?? null);

	/** Asks the offline generator instead of the model. */
	askOffline(): Promise<void> {
		this.model = '';
		return this.ask();
	}

	/** Nobody waits for it any more. */
	drop(): void {
		if (!this.modelling) return;
		this.#asked++;
		this.busy = false;
		void this.modelling.stop();
		this.modelling = null;
	}

	/** Takes an answer to a question into the description, and asks again. */
	answerWith(answer: string): Promise<void> {
		return this.ask(withAnswer(this.description, answer));
	}

	leaveOut(question: number): void {
		this.dismissed = [...this.dismissed, question];
	}

	/** Switches a change on with all that it needs, or off with all that needs it. */
	async switch(index: number): Promise<void> {
		if (index < 0 || index >= this.changes.length || this.busy) return;
		const on = !this.chosen.includes(index);
		const along = this.alongWith(index, on);
		const chosen = on
			? [...this.chosen, ...along.filter((i) => !this.chosen.includes(i))]
			: this.chosen.filter((i) => !along.includes(i));
		this.chosen = chosen.sort((a, b) => a - b);
		this.look(index);
		await this.#look();
	}

	/** The changes that switch together with one, itself among them. */
	alongWith(index: number, on: boolean): number[] {
		const found = [index];
		for (const at of found) {
			const next = on
				? (this.links[at]?.needs ?? [])
				: this.links.flatMap(({ needs }, i) => (needs.includes(at) ? [i] : []));
			found.push(...next.filter((i) => !found.includes(i)));
		}
		return found;
	}

	step(by: 1 | -1): void {
		const { length } = this.changes;
		if (length > 0) this.look(Math.min(Math.max(this.current + by, 0), length - 1));
	}

	/** Looks at a change, and at the phrase that asks for it. */
	look(index: number): void {
		this.current = index;
		this.phrase = this.numbers[index] ?? 0;
	}

	/** Looks at a phrase, and at the first change that came of it. */
	lookAtPhrase(number: number): void {
		this.phrase = number;
		const at = this.numbers.indexOf(number);
		if (at >= 0) this.current = at;
	}

	/** The numbers of the phrases that led to a step. */
	numbersOfStep(step: string): number[] {
		const asked = this.phrases.filter(({ steps }) => steps.includes(step)).map(({ number }) => number);
		const changed = this.changes.flatMap((change, i) =>
			change.after_step === step || change.before_step === step ? [this.numbers[i] ?? 0] : [],
		);
		return [...asked, ...changed]
			.filter((number, i, all) => number > 0 && all.indexOf(number) === i)
			.sort((a, b) => a - b);
	}

	/** What is saved as the prompt: the description, with what was asked for later below it. */
	get prompt(): string {
		const { document, whole } = this.wish;
		const earlier = this.fresh || whole ? '' : (document?.prompt.trimEnd() ?? '');
		return [earlier, this.description.trim()].filter(Boolean).join('\n\n');
	}

	/** Asks what comes out with what is switched on; an answer for other switches is dropped. */
	async #look(): Promise<void> {
		const turn = ++this.#switched;
		const { before, answer, chosen } = this;
		if (!answer) return;
		try {
			const made = await this.backend.applyChanges({
				before,
				after: answer.workflow_yaml,
				chosen: [...chosen],
			});
			const comparison = await this.backend.compare({ before, after: made.yaml_content });
			if (turn !== this.#switched) return;
			this.chosen = made.chosen;
			this.outcome = { yaml: made.yaml_content, report: made.report, comparison };
		} catch (thrown) {
			if (turn === this.#switched) this.problem = asBackendError(thrown);
		}
	}

	#numbers(): number[] {
		const changes = this.changes;
		const of = (change: ComparedChange) =>
			this.phrases.find(({ fields }) => change.field && fields.includes(change.field)) ??
			this.phrases.find(({ steps }) => change.step && steps.includes(change.step));
		const direct = changes.map((change) => of(change)?.number ?? 0);
		// A way that leads to a new step was asked for by what asks for that step.
		return direct.map(
			(number, i) => number || (this.links[i]?.needs ?? []).map((j) => direct[j] ?? 0).find(Boolean) || 0,
		);
	}
}

/** What a model wrote is a workflow, with whatever errors. */
function isWorkflow({ problem }: Generated, report: Analysis): boolean {
	return problem?.code === 'model_answer_invalid' && report.step_count > 0;
}
