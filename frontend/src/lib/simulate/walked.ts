// Where a request has been, and where it will not come any more.

import type { Diagram, Simulation, SimulationToken, WorkflowPath } from '$lib/backend';
import type { Walked } from '$lib/diagram';
import { say } from '$lib/words';
import { short, span } from './clock';

/** Outcomes of a step, and ends of a request, that are no yes. */
const REFUSALS = new Set(['reject', 'timeout', 'failure']);
const REFUSED_ENDS = new Set(['rejected', 'timed_out', 'stopped']);

/** The way through the diagram, and what stands on its steps. `before` is how many ways there were before the last act. */
export function walkedOf(state: Simulation, diagram: Diagram, before: number): Walked {
	const { ended } = state;
	const begun = state.submitted_at !== null;
	const steps: Walked['steps'] = {};
	const waits = state.tokens.map(({ step }) => step);
	const ahead = begun ? reachable(diagram, waits) : null;
	for (const { id } of diagram.steps) {
		if (ahead && !ahead.has(id)) steps[id] = { passage: 'aside', words: say.simulate.notNeeded };
	}
	for (const { step, words, until, outcome } of state.steps) {
		const decided = state.decisions.findLast((one) => one.step === step);
		if (until === null && !ended) continue;
		const at = decided && short(decided.at, state.submitted_at ?? decided.at);
		steps[step] = {
			passage:
				REFUSALS.has(outcome) || (ended?.step === step && REFUSED_ENDS.has(ended.with))
					? 'refused'
					: 'walked',
			words: decided && at ? say.simulate.decided(decided.who, decided.outcome, at) : words,
			brief: at,
		};
	}
	for (const token of state.tokens)
		steps[token.step] = { passage: 'waits', words: waitingWords(token, state) };
	const at = ended?.way ? diagram.ways.find(({ id }) => id === ended.way) : undefined;
	return {
		steps,
		ways: new Set(state.ways.map(({ way }) => way)),
		last: state.ways.slice(before).map(({ way }) => way),
		begun,
		finish: at && !at.to ? at.from : ended && !ended.way ? ended.step : '',
		token: state.request,
	};
}

/** How the votes stand, and how long there is. */
function waitingWords(token: SimulationToken, { clock }: Simulation): string {
	const words = say.simulate;
	const how =
		token.waits_for === 'requester'
			? words.waitsForAnswer
			: token.waits_for === 'system'
				? words.waitsForSystem
				: token.voters > 1
					? words.votes(token.approving, token.needed)
					: (token.people[0]?.name ?? '');
	return token.deadline ? words.withLeft(how, span(clock, token.deadline)) : how;
}

/** The steps that can still be come to. */
function reachable({ ways }: Diagram, from: readonly string[]): Set<string> {
	const found = new Set(from);
	for (const step of found) for (const way of ways) if (way.from === step && way.to) found.add(way.to);
	return found;
}

/** The path that a request takes by these ways; undefined when it is none that is listed. */
export function pathOf(paths: readonly WorkflowPath[], ways: readonly string[]): WorkflowPath | undefined {
	const taken = [...new Set(ways)].join('\n');
	return paths.find(
		({ hops }) => taken === [...new Set(hops.map(({ way }) => way).filter(Boolean))].join('\n'),
	);
}
