import { diffLines, diffWordsWithSpace } from 'diff';
import type { ConflictDetail, Place, Take, VersionSummary } from '$lib/backend';
import { given } from '$lib/words';

/** A stretch of a value; `differs` when the other text has not got it. */
export interface Stretch {
	text: string;
	differs: boolean;
}

/** Longer texts are told apart by lines: their words would be a rash of colour, and take long. */
const BY_WORDS = 6_000;
const PATIENCE = 100;

/** What a text has that another one has not, word by word. */
export function differing(other: string, text: string): Stretch[] {
	const byWords = other.length + text.length <= BY_WORDS;
	const parts = byWords
		? diffWordsWithSpace(other, text, { timeout: PATIENCE })
		: diffLines(other, text, { timeout: PATIENCE });
	if (!parts) return [{ text, differs: true }];
	const kept = parts.filter(({ removed }) => !removed);
	const stretches: Stretch[] = [];
	kept.forEach(({ value, added }, i) => {
		// A blank between two words that differ belongs to them.
		const between = /^\s+$/.test(value) && (kept[i - 1]?.added ?? false) && (kept[i + 1]?.added ?? false);
		const differs = added || between;
		const last = stretches.at(-1);
		if (last && last.differs === differs) last.text += value;
		else stretches.push({ text: value, differs });
	});
	return stretches;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

function number(n: number): string {
	return NUMBERS[n] ?? String(n);
}

/** How the colleague is called: "Elena", "another tool", or "you" of another computer. */
export interface Colleague {
	name: string;
	/** Nobody else: my own version of another computer. */
	me: boolean;
}

export function colleagueOf(theirs: VersionSummary, me: string | undefined): Colleague {
	if (theirs.author === '') return { name: 'another tool', me: false };
	return { name: given(theirs.author), me: theirs.author === me };
}

/** "You and Elena changed the same three places". */
export function heading(places: number, { name, me }: Colleague): string {
	if (places === 0) return 'Both fit together, but the result needs a look';
	const same = places === 1 ? 'the same place' : `the same ${number(places)} places`;
	return me ? `You changed ${same} on two computers` : `You and ${name} changed ${same}`;
}

/** "4 other changes fit together and are already in the result." */
export function quietWords(merged: number, places: number): string {
	if (merged === 0) return places > 0 ? 'Nothing else differs.' : '';
	const other = places > 0 ? 'other ' : '';
	return merged === 1
		? `One ${other}change fits and is already in the result.`
		: `${merged} ${other}changes fit together and are already in the result.`;
}

/** What a version is called in a sentence: "Elena's version 14". */
export function theirVersion(
	{ theirs }: ConflictDetail,
	{ name, me }: Colleague,
	mine: 'my' | 'your' = 'my',
): string {
	const version = theirs.number > 0 ? `version ${theirs.number}` : 'version';
	if (me) return `${mine} ${version} of another computer`;
	if (theirs.author === '') return `the ${version} of another tool`;
	return `${name}'s ${version}`;
}

export function title(place: Place): string {
	const what = place.what.replace(/^the /, '') || 'text';
	return (what[0] ?? '').toUpperCase() + what.slice(1);
}

/** The last key of a path, which stands in the result where the place is open. */
export function keyOf(place: Place): string {
	const keys = place.path.split('.');
	const last = keys.at(-1) ?? '';
	return /^\[?\d+\]?$/.test(last) && keys.length > 1 ? `${keys.at(-2)}.${last}` : last;
}

export const TAKEN: Record<Take, { short: string; long: string }> = {
	mine: { short: 'Mine', long: 'Mine taken' },
	theirs: { short: 'Theirs', long: 'Theirs taken' },
	both: { short: 'Both', long: 'Both taken' },
	edit: { short: 'Edited', long: 'Edited' },
};
