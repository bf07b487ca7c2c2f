import { diffLines, diffWordsWithSpace } from 'diff';
import type { ConflictDetail, Place, VersionSummary } from '$lib/backend';
import { given, say } from '$lib/words';

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

/** How the colleague is called: "Elena", "another tool", or "you" of another computer. */
export interface Colleague {
	name: string;
	/** Nobody else: my own version of another computer. */
	me: boolean;
}

export function colleagueOf(theirs: VersionSummary, me: string | undefined): Colleague {
	if (theirs.author === '') return { name: say.conflict.anotherTool, me: false };
	return { name: given(theirs.author), me: theirs.author === me };
}

/** "You and Elena changed the same three places". */
export function heading(places: number, { name, me }: Colleague): string {
	if (places === 0) return say.conflict.needsLook;
	return me ? say.conflict.youChanged(places) : say.conflict.bothChanged(name, places);
}

/** "4 other changes fit together and are already in the result." */
export function quietWords(merged: number, places: number): string {
	if (merged === 0) return places > 0 ? say.conflict.nothingElse : '';
	return places > 0 ? say.conflict.quietOthers(merged) : say.conflict.quiet(merged);
}

/** What a version is called in a sentence: "Elena's version 14". */
export function theirVersion(
	{ theirs }: ConflictDetail,
	{ name, me }: Colleague,
	mine: 'my' | 'your' = 'my',
): string {
	const { versions } = say.conflict;
	if (me) return versions[mine](theirs.number);
	return theirs.author === '' ? versions.ofTool(theirs.number) : versions.of(name, theirs.number);
}

export function title(place: Place): string {
	const what = place.what.replace(/^the /, '') || say.conflict.text;
	return (what[0] ?? '').toUpperCase() + what.slice(1);
}

/** The last key of a path, which stands in the result where the place is open. */
export function keyOf(place: Place): string {
	const keys = place.path.split('.');
	const last = keys.at(-1) ?? '';
	return /^\[?\d+\]?$/.test(last) && keys.length > 1 ? `${keys.at(-2)}.${last}` : last;
}
