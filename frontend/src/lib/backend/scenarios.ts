// The cases that a workflow is tried out with after each save. They are kept and synced beside it. Names are those of
// backend/designer/scenarioanswers.go.

import type { Scenario } from './simulate';

/** A scenario as somebody saved it. */
export interface ScenarioState {
	revision: string;
	/** RFC 3339, UTC. */
	saved_at: string;
	author: string;
	scenario: Scenario;
}

export interface KeptScenario extends ScenarioState {
	/** For good, whatever it is called. */
	id: string;
	/** What others made of it without knowing of this one; it waits for a look. */
	aside: ScenarioState[];
}

export interface SaveScenarioRequest {
	/** Left out, a new one is kept. */
	id?: string;
	/** That was changed; when it is not the latest any more both are kept. Left out: the latest. */
	revision?: string;
	/** Revisions aside that are given up for this one. */
	settles?: string[];
	scenario: Scenario;
}

export interface BrokenScenario {
	id: string;
	name: string;
	/** What differs first; text: the text cannot be run. */
	differs: 'act' | 'steps' | 'approvers' | 'ended_with' | 'text';
	words: string;
}

/** What came of the scenarios of a workflow. */
export interface ScenarioOutcome {
	passed: number;
	/** In the order of the list. */
	broke: BrokenScenario[];
}

/** The part of the Backend that keeps scenarios. All reject with workflow_not_found when there is no such workflow, or a deleted one. */
export interface ScenariosBackend {
	/** The oldest first. */
	scenarios(workflowId: number): Promise<KeptScenario[]>;
	saveScenario(workflowId: number, request: SaveScenarioRequest): Promise<KeptScenario>;
	/** For everybody. One that is gone stays so. */
	deleteScenario(workflowId: number, scenarioId: string): Promise<void>;
	/** Tries a text out with all of them; left out, the latest version. */
	runScenarios(workflowId: number, yaml?: string): Promise<ScenarioOutcome>;
}
