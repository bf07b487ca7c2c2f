// Two versions to bring together, for the fake: a text with places in it, each with what base, mine and theirs have there.
// It is not in the product.

import { applyPatch, createPatch } from 'diff';
import type { VersionDetail } from './backend';
import type { Choice, ConflictDetail, Merge, Origin, Place, Side } from './conflict';
import { fakeLanguage } from './fakeLanguage';
import { invalid } from './fakeTexts';
import type { Problem } from './problem';

export interface FakePlace {
	path: string;
	what: string;
	/** What stands before the value, in its line. */
	before: string;
	base: string | null;
	mine: string | null;
	theirs: string | null;
	mineWords: string;
	theirsWords: string;
	both?: string;
	/** Only one side changed it: nothing is asked. */
	quiet?: { from: Side; kind: 'added' | 'removed' | 'changed' };
}

export interface FakeConflict {
	base: VersionDetail | null;
	mine: VersionDetail;
	theirs: VersionDetail;
	/** Lines; a number is the place that stands there. */
	lines: (string | number)[];
	places: FakePlace[];
}

type Column = 'base' | Side;

const odd = (text: string) => (text.match(/"/g)?.length ?? 0) % 2 === 1;

function problemOf(choice: Choice | undefined): Problem | null {
	if (choice?.take !== 'edit') return null;
	if (invalid(choice.text) === '' && !odd(choice.text)) return null;
	return {
		code: 'cannot_edit',
		message: 'This is not YAML: the quotes do not match.',
		hint: 'End the text with the quote that it begins with.',
	};
}

function valueOf(place: FakePlace, choice: Choice | undefined): string | null {
	if (place.quiet) return place[place.quiet.from];
	if (choice?.take === 'theirs') return place.theirs;
	if (choice?.take === 'both') return place.both ?? place.mine;
	if (choice?.take === 'edit' && !problemOf(choice)) return choice.text;
	return place.mine;
}

function written(conflict: FakeConflict, value: (place: FakePlace) => string | null) {
	const lines: string[] = [];
	const spans = new Map<FakePlace, { line: number; end_line: number }>();
	for (const part of conflict.lines) {
		const place = typeof part === 'number' ? conflict.places[part] : undefined;
		const text = place ? value(place) : (part as string);
		if (text === null) continue;
		const line = lines.length + 1;
		lines.push(...(place ? place.before + text : text).split('\n'));
		if (place) spans.set(place, { line, end_line: lines.length });
	}
	return { text: lines.join('\n'), spans };
}

export function textOf(conflict: FakeConflict, column: Column): string {
	return written(conflict, (place) => place[column]).text;
}

export async function mergeOf(conflict: FakeConflict, choices: Choice[]): Promise<Merge> {
	const chosen = (place: FakePlace) => choices.find(({ path }) => path === place.path);
	const { text, spans } = written(conflict, (place) => valueOf(place, chosen(place)));
	const places = conflict.places
		.filter(({ quiet }) => !quiet)
		.map((place): Place => {
			const choice = chosen(place);
			const problem = problemOf(choice);
			return {
				path: place.path,
				what: place.what,
				base: place.base,
				mine: place.mine,
				theirs: place.theirs,
				words: `${place.mineWords}; ${place.theirsWords.replace(/^They/, 'they')}.`,
				mine_words: place.mineWords,
				theirs_words: place.theirsWords,
				take: problem ? '' : (choice?.take ?? ''),
				text: choice?.text ?? '',
				both: place.both ?? null,
				...(spans.get(place) ?? { line: 0, end_line: 0 }),
				problem,
			};
		});
	const origins = conflict.places.flatMap((place): Origin[] => {
		const span = spans.get(place);
		const from = place.quiet?.from ?? (chosen(place)?.take === 'theirs' ? 'theirs' : 'mine');
		return span ? [{ ...span, from }] : [];
	});
	return {
		result_yaml: text,
		places,
		merged: conflict.places.flatMap(({ quiet, mineWords }) =>
			quiet ? [{ words: mineWords, ...quiet }] : [],
		),
		origins,
		report: await fakeLanguage.validate(text),
	};
}

export async function detailOf(conflict: FakeConflict): Promise<ConflictDetail> {
	return {
		workflow_id: conflict.mine.workflow_id,
		name: conflict.mine.name,
		base: conflict.base,
		mine: conflict.mine,
		theirs: conflict.theirs,
		base_yaml: conflict.base ? textOf(conflict, 'base') : '',
		mine_yaml: textOf(conflict, 'mine'),
		theirs_yaml: textOf(conflict, 'theirs'),
		merge: await mergeOf(conflict, []),
	};
}

/** Both texts in one, by lines; null where they touch the same lines. */
export function mergedLines(base: string, mine: string, theirs: string): string | null {
	const merged = applyPatch(theirs, createPatch('workflow.yaml', base, mine, '', '', { context: 1 }));
	return merged === false ? null : merged;
}

/** A conflict over the whole of two texts. */
export function wholeConflict(
	base: VersionDetail | null,
	mine: VersionDetail,
	theirs: VersionDetail,
): FakeConflict {
	const place: FakePlace = {
		path: '',
		what: 'the text',
		before: '',
		base: base?.yaml_content ?? null,
		mine: mine.yaml_content,
		theirs: theirs.yaml_content,
		mineWords: 'You changed the text',
		theirsWords: 'They changed the text',
	};
	return { base, mine, theirs, lines: [0], places: [place] };
}
