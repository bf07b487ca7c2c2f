// Keeps scenarios in memory, for fake.ts. It runs them as fakeSimulate does.

import type { FakeState } from './fake';
import { fakeSimulate } from './fakeSimulate';
import { asBackendError, BackendError } from './problem';
import type { KeptScenario, ScenarioOutcome, ScenariosBackend } from './scenarios';
import type { CheckedScenario } from './simulate';

export function fakeScenarios(state: FakeState): ScenariosBackend {
	let ids = 0;
	const of = (id: number): KeptScenario[] => {
		const latest = state.versions.get(id)?.find(({ is_latest }) => is_latest);
		if (!latest || latest.deleted)
			throw refuse('workflow_not_found', `There is no workflow ${id}.`, 'Choose one from the list.');
		return state.scenarios.get(id) ?? [];
	};

	return {
		scenarios: async (id) => structuredClone(of(id)),
		saveScenario: async (id, { id: scenarioId, settles = [], scenario }) => {
			const all = of(id);
			if (scenario.name.trim() === '')
				throw refuse(
					'invalid_request',
					'A scenario needs a name of 1 to 200 characters.',
					'Say in a few words what is tried out.',
				);
			const before = all.find((kept) => kept.id === scenarioId);
			if (scenarioId && !before)
				throw refuse('not_found', 'There is no such scenario any more.', 'Save it as a new one.');
			const kept: KeptScenario = {
				id: before?.id ?? `01S${++ids}`,
				revision: `01R${++ids}`,
				saved_at: state.now().toISOString(),
				author: state.settings.designer_author,
				scenario: structuredClone(scenario),
				aside: (before?.aside ?? []).filter(({ revision }) => !settles.includes(revision)),
			};
			state.scenarios.set(id, before ? all.map((one) => (one === before ? kept : one)) : [...all, kept]);
			return structuredClone(kept);
		},
		deleteScenario: async (id, scenarioId) => {
			state.scenarios.set(
				id,
				of(id).filter((kept) => kept.id !== scenarioId),
			);
		},
		runScenarios: async (id, yaml) => {
			const latest = state.versions.get(id)?.find(({ is_latest }) => is_latest);
			return ranScenarios(of(id), yaml || (latest?.yaml_content ?? ''));
		},
	};
}

/** What comes of scenarios with a text. */
export async function ranScenarios(all: KeptScenario[], yaml: string): Promise<ScenarioOutcome> {
	let checked: CheckedScenario[];
	try {
		checked = await fakeSimulate.checkScenarios(
			yaml,
			all.map(({ scenario }) => scenario),
		);
	} catch (error) {
		const { message } = asBackendError(error);
		const broke = all.map(({ id, scenario }) => ({
			id,
			name: scenario.name,
			differs: 'text' as const,
			words: message,
		}));
		return { passed: 0, broke };
	}
	const broke = checked.flatMap(({ passed, name, differs, words }, at) =>
		passed ? [] : [{ id: all[at]?.id ?? '', name, differs: differs || ('text' as const), words }],
	);
	return { passed: checked.length - broke.length, broke };
}

function refuse(code: string, message: string, hint: string): BackendError {
	return new BackendError({ code, message, hint });
}
