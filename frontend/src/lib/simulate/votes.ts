import type { AskedPerson, SimulationToken } from '$lib/backend';
import { say } from '$lib/words';

/** What names a person for an act: what the text calls them, as long as that is one person only. */
export function approverOf({ people }: Pick<SimulationToken, 'people'>, person: AskedPerson): string {
	return people.filter(({ as }) => as === person.as).length === 1 ? person.as : person.address;
}

/** An outcome in a verb, as it stands on its button. */
export function outcomeWords(outcome: string): string {
	const known = say.simulate.outcomes[outcome];
	if (known) return known;
	const words = outcome.replaceAll('_', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
