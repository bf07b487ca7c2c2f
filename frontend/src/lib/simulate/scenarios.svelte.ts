import {
	asBackendError,
	type Backend,
	type BackendError,
	type CheckedScenario,
	type KeptScenario,
	type Scenario,
	type ScenarioState,
} from '$lib/backend';
import { say } from '$lib/words';
import { Latest } from './latest';
import type { TestRun } from './run.svelte';

const PAUSE = 300;

export type ScenariosPart = Pick<Backend, 'scenarios' | 'saveScenario' | 'deleteScenario' | 'checkScenarios'>;

/** The saved scenarios of a workflow; each change of its text runs them all. */
export class Scenarios {
	/** Undefined for a text that was never saved: it has no place to keep scenarios in. */
	workflowId = $state<number | undefined>();
	/** Null until they are read. */
	kept = $state.raw<KeptScenario[] | null>(null);
	/** What came of each, by its id; one that could not be run with the newest text is not there. */
	checked = $state.raw<Readonly<Record<string, CheckedScenario>>>({});
	problem = $state.raw<BackendError | null>(null);
	/** The name that a run is given, to be saved as a scenario; null while none is. */
	name = $state<string | null>(null);

	#text = '';
	#language = '';
	/** Others may have changed what was read. */
	#outdated = true;
	readonly #checking = new Latest(() => this.#check());

	constructor(private readonly backend: ScenariosPart) {}

	/** Those that do not come to what they came to when they were saved. */
	get broken(): KeptScenario[] {
		return (this.kept ?? []).filter(({ id }) => this.checked[id]?.passed === false);
	}

	/** The scenario that has the name which is given now; saving takes its place. */
	get namesake(): KeptScenario | undefined {
		return this.kept?.find(({ scenario }) => scenario.name === this.name?.trim());
	}

	/** Takes a text of the workflow, and runs the scenarios with it once the person pauses; also again in another language. */
	follow(text: string, workflowId: number | undefined, language: string): void {
		const same = text === this.#text && workflowId === this.workflowId;
		if (same && language === this.#language) return;
		this.#language = language;
		if (workflowId !== this.workflowId) this.kept = null;
		this.#outdated ||= this.kept === null;
		this.#text = text;
		this.workflowId = workflowId;
		this.#checking.soon(this.#outdated ? 0 : PAUSE);
	}

	/** Reads them again: others may have changed them. */
	readAgain(): void {
		this.#outdated = true;
		this.#checking.soon(0);
	}

	/** Keeps a run with what it came to, under the name that was given. */
	async save(run: TestRun): Promise<void> {
		const scenario = run.scenario(this.name?.trim() ?? '');
		if (scenario?.name && (await this.#put(scenario, this.namesake))) this.name = null;
	}

	/** What a scenario comes to now is what it should come to. */
	async accept(kept: KeptScenario): Promise<void> {
		const expected = this.checked[kept.id]?.actual;
		if (expected) await this.#put({ ...kept.scenario, expected }, kept);
	}

	/** Of what several people made of a scenario, this one stands, and the others are given up. */
	async settle(kept: KeptScenario, state: ScenarioState): Promise<void> {
		await this.#put(
			state.scenario,
			kept,
			kept.aside.map(({ revision }) => revision),
		);
	}

	/** False when it could not be deleted. */
	remove({ id }: KeptScenario): Promise<boolean> {
		return this.#change((workflow) => this.backend.deleteScenario(workflow, id));
	}

	/** Keeps a scenario that was deleted, as a new one. */
	async bringBack({ scenario }: KeptScenario): Promise<void> {
		await this.#put(scenario);
	}

	#put(scenario: Scenario, before?: KeptScenario, settles: string[] = []): Promise<boolean> {
		const place = before ? { id: before.id, revision: before.revision, settles } : {};
		return this.#change((workflow) => this.backend.saveScenario(workflow, { ...place, scenario }));
	}

	async #change(change: (workflowId: number) => Promise<unknown>): Promise<boolean> {
		if (this.workflowId === undefined) return false;
		try {
			await change(this.workflowId);
			this.readAgain();
			return true;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return false;
		}
	}

	async #check(): Promise<void> {
		const { workflowId } = this;
		try {
			if (this.#outdated) {
				this.#outdated = false;
				this.kept = workflowId === undefined ? [] : await this.backend.scenarios(workflowId);
			}
			const kept = this.kept ?? [];
			this.problem = null;
			const scenarios = kept.map(({ scenario }) => scenario);
			const found = scenarios.length > 0 ? await this.backend.checkScenarios(this.#text, scenarios) : [];
			this.checked = Object.fromEntries(
				kept.flatMap(({ id }, i) => {
					const one = found[i];
					return one ? [[id, one]] : [];
				}),
			);
		} catch (thrown) {
			const problem = asBackendError(thrown);
			this.#outdated ||= this.kept === null;
			this.checked = {};
			// That the text cannot be read is told where it is.
			if (problem.code !== 'invalid_content') this.problem = problem;
		}
	}
}

/** Why a run cannot be saved as a scenario now, in a sentence; null when it can. */
export function noScenario({ workflowId }: Scenarios, { taken }: TestRun): string | null {
	if (workflowId === undefined) return say.simulate.saveFirst;
	return taken > 0 ? null : say.simulate.notBegun;
}
