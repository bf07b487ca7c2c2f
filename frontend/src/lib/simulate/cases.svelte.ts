import { asBackendError, type Backend, type BackendError, type CheckedScenario } from '$lib/backend';
import { Latest } from './latest';
import type { TestRun } from './run.svelte';
import type { KeptScenario, ScenarioStore } from './scenarios';

const PAUSE = 300;

/** The saved cases of a workflow; each change of its text runs them all. */
export class Cases {
	/** Null until they are read. */
	kept = $state.raw<KeptScenario[] | null>(null);
	/** What came of each, by its id; one that could not be run with the newest text is not there. */
	checked = $state.raw<Readonly<Record<string, CheckedScenario>>>({});
	problem = $state.raw<BackendError | null>(null);

	#text = '';
	readonly #checking = new Latest(() => this.#check());

	constructor(
		private readonly store: ScenarioStore,
		private readonly backend: Pick<Backend, 'checkScenarios'>,
	) {}

	/** How many do not come to what they came to when they were saved. */
	get broken(): number {
		return Object.values(this.checked).filter(({ passed }) => !passed).length;
	}

	/** Takes a text of the workflow, and runs the cases with it once the person pauses. */
	follow(text: string): void {
		if (text === this.#text) return;
		this.#text = text;
		this.#checking.soon(this.kept === null ? 0 : PAUSE);
	}

	/** Keeps a run with what it came to, in the place of a case of that name. False when it cannot be kept. */
	async save(name: string, run: TestRun): Promise<boolean> {
		const scenario = run.scenario(name.trim());
		if (!scenario) return false;
		const before = this.kept?.find((one) => one.scenario.name === scenario.name);
		return this.#change(() => this.store.save(scenario, before?.id));
	}

	remove(id: string): Promise<boolean> {
		return this.#change(() => this.store.remove(id));
	}

	async #change(change: () => Promise<void>): Promise<boolean> {
		try {
			await change();
			this.kept = null;
			await this.#check();
			return true;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return false;
		}
	}

	async #check(): Promise<void> {
		try {
			const kept = (this.kept ??= await this.store.list());
			this.problem = null;
			const found = await this.backend.checkScenarios(
				this.#text,
				kept.map(({ scenario }) => scenario),
			);
			this.checked = Object.fromEntries(
				kept.flatMap(({ id }, i) => {
					const one = found[i];
					return one ? [[id, one]] : [];
				}),
			);
		} catch (thrown) {
			const problem = asBackendError(thrown);
			this.checked = {};
			// That the text cannot be read is told where it is.
			if (problem.code !== 'invalid_content') this.problem = problem;
		}
	}
}
