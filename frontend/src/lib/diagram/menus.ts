// What is offered at a place of the diagram: the types of a new step, and which way a drawn line is to be.

import type { DiagramStep, DiagramWay } from '$lib/backend';
import { say } from '$lib/words';
import type { MenuItem } from './PointMenu.svelte';
import { lookOf } from './plan';
import { outcomeWords, wayWords } from './words';

/** The types that one builds workflows of, the common ones first. */
export const STEP_TYPES = [
	'decision', 'parallel_approval', 'conditional_split', 'notification', 'automatic', 'end', 'loop', 'spawn', 'wait_webhook',
]; // prettier-ignore

interface Offer {
	title: string;
	items: MenuItem[];
}

export function stepMenu(run: (type: string) => unknown): Offer {
	return {
		title: say.diagram.addStep,
		items: STEP_TYPES.map((type) => ({
			name: say.diagram.types[type] ?? type,
			hint: say.diagram.typeHints[type],
			icon: lookOf(type).icon,
			run: () => run(type),
		})),
	};
}

/** The outcomes that a step of that type may have, as keys. */
export const OUTCOMES: Record<string, string[]> = {
	decision: ['on_approve', 'on_reject', 'on_timeout'],
	parallel_approval: ['on_approve', 'on_reject', 'on_timeout'],
	automatic: ['on_complete', 'on_failure'],
	notification: ['on_complete'],
	spawn: ['on_complete', 'on_failure'],
	loop: ['on_complete', 'on_failure'],
	wait_webhook: ['on_complete', 'on_timeout'],
};

/** The ways out of a step that a line can be: those it has, which then lead elsewhere, and new ones. */
export function wayMenu(
	step: DiagramStep,
	ways: readonly DiagramWay[],
	steps: ReadonlyMap<string, DiagramStep>,
	run: (way: string) => unknown,
): Offer {
	const words = say.diagram;
	const known: MenuItem[] = ways
		.filter(({ kind }) => kind !== 'again')
		.map((way) => ({
			name: words.when(wayWords(way)),
			hint: words.nowTo(way.to ? (steps.get(way.to)?.name ?? way.to) : way.to_missing),
			run: () => run(way.id),
		}));
	const fresh: MenuItem[] = newWays(step.type, ways).map((key) => ({
		name:
			key === 'choice'
				? words.newRule
				: key === 'default'
					? words.newOtherwise
					: words.newOutcome(outcomeWords(key)),
		run: () => run(key),
	}));
	return { title: words.connectTitle(step.name), items: [...known, ...fresh] };
}

/** The ways that a step of that type does not have yet. */
export function newWays(type: string, ways: readonly DiagramWay[]): string[] {
	if (type === 'end') return [];
	if (type === 'conditional_split') {
		return ways.some(({ kind }) => kind === 'otherwise') ? ['choice'] : ['choice', 'default'];
	}
	const outcomes = OUTCOMES[type] ?? ['on_approve', 'on_reject'];
	return outcomes.filter((key) => !ways.some((way) => way.key === key));
}
