import {
	asBackendError,
	type BackendError,
	type Backend,
	type Diagram,
	type FormData,
	type Scenario,
	type SimulateQuestion,
	type Simulation,
	type SimulationAct,
	type StepView,
	type WorkflowPaths,
} from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import { FormFilling } from '$lib/form';
import { Latest } from './latest';

export type RunBackend = Pick<Backend, 'simulate' | 'paths' | 'diagram' | 'form' | 'evaluateForm'>;
export type Refused = NonNullable<Simulation['refused']>;

/** So long after the last key, in ms. */
const PAUSE = { text: 150, form: 120 };

const runs = new WeakMap<OpenDocument, TestRun>();

/** The request that is tried out in a document, for as long as the document is open. */
export function runOf(doc: OpenDocument, backend: RunBackend, author: string): TestRun {
	const known = runs.get(doc) ?? new TestRun(backend, author);
	runs.set(doc, known);
	return known;
}

/** A request that is tried out: a form, who sends it, and acts. Each change of these runs all acts once more. */
export class TestRun {
	/** What the requester fills in. */
	readonly filling: FormFilling;
	/** What is filled in at the step that the request waits at. */
	readonly atStep: FormFilling;
	/** What is known of the requester, by the names that the text uses; name is who it is. */
	requester = $state.raw<Record<string, string>>({});

	/** In this order, those ahead of a step back among them. */
	acts = $state.raw<SimulationAct[]>([]);
	/** So many of them are to be done. */
	at = $state(0);
	/** After the acts, or as far as they fit; null until it was asked for. */
	state = $state.raw<Simulation | null>(null);
	/** So many ways had been taken before the last act. */
	waysBefore = $state(0);
	/** The ways that the request takes when everybody agrees from here on; null when it cannot get to an end. */
	ahead = $state.raw<string[] | null>(null);
	/** What was tried last and could not be; the run is as it was. */
	declined = $state.raw<Refused | null>(null);

	diagram = $state.raw<Diagram | null>(null);
	paths = $state.raw<WorkflowPaths | null>(null);
	/** The newest text is no workflow that can be tried out; all that is shown is of an older one. */
	unreadable = $state.raw<BackendError | null>(null);
	trouble = $state.raw<BackendError | null>(null);

	#text = '';
	/** In which the program has told what is shown. */
	#language = '';
	/** The newest text that can be tried out. */
	#runnable = '';
	#acting = false;
	#filled = false;
	/** What is asked of a run is asked in turn, each with what came of the one before. */
	#last: Promise<unknown> = Promise.resolve();
	readonly #running = new Latest(() => this.#run());
	readonly #reading = new Latest(() => this.#read());

	constructor(
		private readonly backend: RunBackend,
		author: string,
	) {
		this.filling = new FormFilling(backend);
		this.atStep = new FormFilling(backend);
		this.requester = { name: author };
		// It stands in a narrow column.
		this.filling.width = 'mobile';
		this.atStep.width = 'mobile';
	}

	/** So many acts were done. */
	get taken(): number {
		return this.state?.refused ? Math.min(this.state.refused.act, this.at) : this.at;
	}

	/** The first act that does not fit any more; null when all do. */
	get misfit(): Refused | null {
		return this.state?.refused ?? null;
	}

	/** The step that the request waits at and that fills something in; null when there is none. */
	get filler(): StepView | null {
		const steps = this.state?.tokens.map(({ step }) => step) ?? [];
		return this.filling.form?.steps.find((view) => steps.includes(view.id) && fillsIn(view)) ?? null;
	}

	/** Takes a text of the document, and the language in which the program is asked. */
	follow(text: string, language: string): void {
		if (text === this.#text && language === this.#language) return;
		const first = this.#text === '';
		if (!first && language !== this.#language) {
			this.filling.show(this.filling.step);
			this.atStep.show(this.atStep.step);
		}
		this.#text = text;
		this.#language = language;
		this.filling.follow(text);
		this.atStep.follow(text);
		const pause = first ? 0 : PAUSE.text;
		this.#running.soon(pause);
		this.#reading.soon(pause);
	}

	/** Says that something was typed into the form, or that the requester is somebody else. */
	changed(): void {
		this.declined = null;
		if (this.state) this.#running.soon(PAUSE.form);
	}

	/** Does one thing more; what was ahead is forgotten. False when it cannot be, which is told in declined. */
	async act(act: SimulationAct): Promise<boolean> {
		// A second press of the same button is no second act.
		if (this.#acting) return false;
		this.#acting = true;
		try {
			return await this.#inTurn(() => this.#tryAct(act));
		} catch (thrown) {
			this.#fail(thrown);
			return false;
		} finally {
			this.#acting = false;
		}
	}

	/** Goes to where so many acts were done. */
	goTo(at: number): void {
		this.at = Math.max(0, Math.min(at, this.acts.length));
		this.declined = null;
		this.#running.soon(0);
	}

	/** Begins with the form again. */
	again(): void {
		this.acts = [];
		this.goTo(0);
	}

	/** Fills the form with the test data of the text, or with plain values. False when the program cannot be asked. */
	async fill(): Promise<boolean> {
		try {
			const { form } = await this.backend.simulate(this.#text, { fill: true });
			this.filling.fillWith(form);
			return true;
		} catch (thrown) {
			this.#fail(thrown);
			return false;
		}
	}

	/** The run as a scenario, with what it has come to; null before it was asked for. */
	scenario(name: string): Scenario | null {
		if (!this.state) return null;
		const { requester, form, acts } = this.#question(this.acts.slice(0, this.taken));
		return {
			name,
			requester: requester ?? {},
			form: form ?? {},
			acts: acts ?? [],
			expected: this.state.expects,
		};
	}

	/** Runs a scenario, in the place of what was there. */
	open({ requester, form, acts }: Scenario): void {
		const texts = Object.entries(requester).map(([key, value]) => [key, String(value ?? '')]);
		this.requester = Object.fromEntries(texts) as Record<string, string>;
		this.filling.fillWith(form);
		this.acts = acts;
		this.goTo(acts.length);
	}

	/** What was filled in at the step and is not sent yet. */
	get entered(): FormData {
		const before = this.state?.form ?? {};
		const fields = this.atStep.evaluation?.fields ?? {};
		const values = this.atStep.values;
		const differs = (name: string) => JSON.stringify(values[name]) !== JSON.stringify(before[name] ?? '');
		return Object.fromEntries(
			Object.keys(this.filler ? this.atStep.data : {})
				.filter((name) => fields[name]?.read_only === false && differs(name))
				.map((name) => [name, values[name]]),
		);
	}

	#question(acts: SimulationAct[]): SimulateQuestion {
		const requester = Object.fromEntries(Object.entries(this.requester).filter(([, value]) => value.trim()));
		return { requester, form: this.filling.values, acts };
	}

	#inTurn<T>(job: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(job);
		this.#last = turn.catch(() => undefined);
		return turn;
	}

	async #tryAct(act: SimulationAct): Promise<boolean> {
		const acts = [...this.acts.slice(0, this.taken), act];
		const answer = await this.backend.simulate(this.#runnable, this.#question(acts));
		if (answer.refused && answer.refused.act < acts.length - 1) {
			// An earlier act does not fit what is in the form now.
			this.#take(answer);
			return false;
		}
		if (answer.refused) {
			this.declined = answer.refused;
			if (answer.refused.code === 'form_incomplete') this.#tellMissing(act);
			return false;
		}
		this.acts = acts;
		this.at = acts.length;
		this.#take(answer);
		this.#lookAhead(acts);
		return true;
	}

	async #run(): Promise<void> {
		if (!this.#filled) this.#filled = await this.fill();
		if (!this.#filled) return;
		await this.#inTurn(async () => {
			const text = this.#text;
			const acts = this.acts.slice(0, this.at);
			const answer = await this.backend.simulate(text, this.#question(acts));
			this.#runnable = text;
			this.unreadable = null;
			this.#take(answer);
			this.#lookAhead(acts.slice(0, answer.refused?.act));
		}).catch((thrown: unknown) => this.#fail(thrown));
	}

	#take(answer: Simulation): void {
		const typed = this.entered;
		const moved = answer.act_count !== this.state?.act_count;
		const further = answer.act_count > (this.state?.act_count ?? 0);
		this.waysBefore = further ? (this.state?.ways.length ?? 0) : answer.ways.length;
		this.state = answer;
		this.trouble = null;
		if (moved) this.declined = null;
		const step = this.filler?.id ?? '';
		if (!step) return;
		this.atStep.fillWith(moved ? answer.form : { ...answer.form, ...typed });
		if (moved || this.atStep.step !== step) this.atStep.show(step);
	}

	/** Finds out how it goes on from these acts; nobody waits for that. */
	#lookAhead(acts: SimulationAct[]): void {
		void this.#inTurn(async () => {
			const question = { ...this.#question(acts), to_end: true };
			const answer = await this.backend.simulate(this.#runnable, question);
			this.ahead = answer.refused ? null : answer.ways.map(({ way }) => way);
		}).catch((thrown: unknown) => this.#fail(thrown));
	}

	async #read(): Promise<void> {
		const text = this.#text;
		try {
			const diagram = await this.backend.diagram(text);
			if (text !== this.#text || !diagram.is_readable) return;
			this.diagram = diagram;
			const paths = await this.backend.paths(text);
			if (text === this.#text) this.paths = paths;
		} catch (thrown) {
			if (text === this.#text) this.#fail(thrown);
		}
	}

	#tellMissing(act: SimulationAct): void {
		if (act.do === 'submit' || act.do === 'answer') this.filling.tellAll();
		else this.atStep.tellAll();
	}

	#fail(thrown: unknown): void {
		const problem = asBackendError(thrown);
		if (problem.code === 'invalid_content') this.unreadable = problem;
		else this.trouble = problem;
	}
}

function fillsIn({ sections, editors, signs }: StepView): boolean {
	return (
		signs.length > 0 ||
		editors.length > 0 ||
		sections.some(({ access }) => access === 'edit' || access === 'mixed')
	);
}
