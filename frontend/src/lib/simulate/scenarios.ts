import type { Scenario } from '$lib/backend';

/** Keeps the cases of a workflow. Where there is none, nothing is saved and nothing of cases is shown. */
export interface ScenarioStore {
	/** In the order in which they are shown. */
	list(): Promise<Scenario[]>;
	/** Takes the place of a case of the same name. Rejects when it cannot be kept. */
	save(scenario: Scenario): Promise<void>;
	/** Nothing happens when there is none of that name. */
	remove(name: string): Promise<void>;
}
