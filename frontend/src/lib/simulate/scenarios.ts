import type { Scenario } from '$lib/backend';

/** A case as it is kept: its id stays, whatever it is called. */
export interface KeptScenario {
	id: string;
	scenario: Scenario;
}

/** Keeps the cases of a workflow. Where there is none, nothing of cases is shown. */
export interface ScenarioStore {
	/** In the order in which they are shown. */
	list(): Promise<KeptScenario[]>;
	/** Keeps a new one, or puts it in the place of the one with that id. Rejects when it cannot be kept. */
	save(scenario: Scenario, id?: string): Promise<void>;
	/** Nothing happens when there is none with that id. */
	remove(id: string): Promise<void>;
}
