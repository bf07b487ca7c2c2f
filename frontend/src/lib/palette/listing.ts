import type { Component } from 'svelte';
import type { Listed } from '$lib/desk';
import { match, type Mark } from './fuzzy';

export type Kind = 'step' | 'command' | 'workflow' | 'draft' | 'version' | 'search';
export type GroupName = 'recent' | 'steps' | 'commands' | 'notNow' | 'workflows' | 'versions' | 'everywhere';

/** One thing to go to or to do. */
export interface Entry {
	/** Stays the same from one start to the next. */
	readonly id: string;
	readonly kind: Kind;
	readonly name: string;
	/** What else is said of it, in a few words. */
	readonly about: string;
	/** What it is found by too, though it is not shown. */
	readonly also: string;
	readonly keys?: string;
	/** Why it cannot be chosen now, in a sentence. */
	readonly reason: string | null;
	readonly icon: Component<{ size?: number }>;
	run(): void;
}

export interface Row {
	entry: Entry;
	/** Of what was typed: in the name, and in what is said beside it. */
	marks: Mark[];
	aboutMarks: Mark[];
}

export interface Group {
	name: GroupName;
	rows: Row[];
	/** How many there are, of which the best are among the rows. */
	all: number;
}

/** Everything there is, by kind, in the order in which it is listed while nothing is typed. */
export interface Everything {
	steps: readonly Entry[];
	commands: readonly Entry[];
	workflows: readonly Entry[];
	versions: readonly Entry[];
}

/** How many rows a group has where everything is listed, and where only its kind is. */
const AMONG_OTHERS = 6;
const ALONE = 100;

/** The groups that are shown for what was typed, the best first. `recent` are ids of entries, the last one first. */
export function listing(
	everything: Everything,
	listed: Listed,
	text: string,
	recent: readonly string[],
): Group[] {
	const place = new Map(recent.map((id, i) => [id, i]));
	if (listed === 'all' && text.trim() === '') return overview(everything, recent);
	if (listed !== 'all') return ranked(listed, everything[listed], text, place, ALONE).groups;
	const kinds = (['steps', 'commands', 'workflows', 'versions'] as const).map((kind) =>
		ranked(kind, everything[kind], text, place, AMONG_OTHERS),
	);
	return kinds.toSorted((a, b) => b.best - a.best).flatMap(({ groups }) => groups);
}

/** Nothing was typed: what was chosen lately, then all that can be done. */
function overview({ steps, commands, workflows, versions }: Everything, recent: readonly string[]): Group[] {
	const known = new Map<string, Entry>();
	const wanted = new Set(recent);
	for (const list of [steps, commands, workflows, versions]) {
		for (const entry of list) if (wanted.has(entry.id)) known.set(entry.id, entry);
	}
	const lately = recent.flatMap((id) => known.get(id) ?? []).filter(({ reason }) => reason === null);
	const shown = new Set(lately.slice(0, AMONG_OTHERS).map(({ id }) => id));
	const rest = (list: readonly Entry[]) => list.filter(({ id }) => !shown.has(id));
	return [
		group('recent', lately.map(plainRow), AMONG_OTHERS),
		group('workflows', rest(workflows).map(plainRow), AMONG_OTHERS),
		...byReason(rest(commands).map(plainRow), ALONE),
	].filter(({ rows }) => rows.length > 0);
}

function ranked(
	kind: Exclude<Listed, 'all'>,
	entries: readonly Entry[],
	text: string,
	place: ReadonlyMap<string, number>,
	most: number,
): { best: number; groups: Group[] } {
	const found: (Row & { score: number })[] = [];
	for (const entry of entries) {
		const row = find(text, entry);
		if (!row) continue;
		const lately = place.get(entry.id);
		if (lately !== undefined) row.score += text.trim() === '' ? 100 - lately : 0.2;
		if (entry.reason !== null) row.score -= 0.3;
		found.push(row);
	}
	found.sort((a, b) => b.score - a.score);
	const groups = kind === 'commands' ? byReason(found, most) : [group(kind, found, most)];
	return { best: found[0]?.score ?? 0, groups: groups.filter(({ rows }) => rows.length > 0) };
}

/** Commands that can be run stand before those that cannot. */
function byReason(rows: Row[], most: number): Group[] {
	const possible = rows.filter(({ entry }) => entry.reason === null);
	const waiting = rows.filter(({ entry }) => entry.reason !== null);
	return [group('commands', possible, most), group('notNow', waiting, most)];
}

function find(text: string, entry: Entry): (Row & { score: number }) | null {
	const named = match(text, entry.name);
	if (named) return { entry, aboutMarks: [], ...named };
	const found = match(text, `${entry.name} ${entry.about} ${entry.also}`);
	if (!found) return null;
	const name = entry.name.length;
	const about = name + 1 + entry.about.length;
	return {
		entry,
		score: found.score / 2,
		marks: within(found.marks, 0, name),
		aboutMarks: within(found.marks, name + 1, about),
	};
}

/** The marks in a part of a text, from its beginning. */
function within(marks: readonly Mark[], from: number, to: number): Mark[] {
	return marks
		.filter((mark) => mark.from < to && mark.to > from)
		.map((mark) => ({ from: Math.max(mark.from, from) - from, to: Math.min(mark.to, to) - from }));
}

function group(name: GroupName, rows: Row[], most: number): Group {
	return { name, rows: rows.slice(0, most), all: rows.length };
}

function plainRow(entry: Entry): Row {
	return { entry, marks: [], aboutMarks: [] };
}
