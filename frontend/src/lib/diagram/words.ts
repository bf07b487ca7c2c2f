import type { DiagramWay } from '$lib/backend';
import { say } from '$lib/words';
import type { PlanWords } from './plan';

/** When a way is taken, in the language in force; conditions stay as they are written. */
export function wayWords(way: Pick<DiagramWay, 'kind' | 'key' | 'label'>): string {
	if (way.kind === 'otherwise') return say.diagram.otherwiseWord;
	if (way.kind === 'again') return say.diagram.againWords;
	return say.diagram.outcomes[way.key] ?? way.label;
}

/** An outcome that a step does not have yet, by its key. */
export function outcomeWords(key: string): string {
	return say.diagram.outcomes[key] ?? key.replace(/^on_/, '').replaceAll('_', ' ');
}

/** The words of a diagram that are no step's. */
export function planWords(): PlanWords {
	const { form, finish, missing } = say.diagram;
	return { form, finish, missing, when: wayWords };
}
