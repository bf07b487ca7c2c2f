// What was found in the text, kept where it stands while the text changes.

import {
	ChangeSet,
	StateEffect,
	StateField,
	type ChangeDesc,
	type EditorState,
	type Text,
} from '@codemirror/state';
import type { Diagnostic } from '$lib/backend';
import { changesOf, spanOf, type Span } from '$lib/language';

/** A problem and where it stands now. */
export interface Placed extends Span {
	readonly problem: Diagnostic;
}

export interface FoundState {
	/** In the order of the text. */
	readonly placed: readonly Placed[];
	/** The document they were found in. */
	readonly read: Text | null;
	/** What has changed since; where nothing was found, nobody asks. */
	readonly since: ChangeDesc;
}

/** Shows the problems of the document as it is now. */
export const showFound = StateEffect.define<readonly Diagnostic[]>();

const NOTHING = ChangeSet.empty(0).desc;

export const foundField = StateField.define<FoundState>({
	create: () => ({ placed: [], read: null, since: NOTHING }),
	update(value, transaction) {
		const { doc } = transaction.state;
		for (const effect of transaction.effects) {
			if (!effect.is(showFound)) continue;
			const placed = effect.value.map((problem) => ({ problem, ...spanOf(doc, problem) }));
			return { placed, read: doc, since: ChangeSet.empty(doc.length).desc };
		}
		if (!transaction.docChanged || value.placed.length === 0) return value;
		const { desc } = transaction.changes;
		return {
			read: value.read,
			since: value.since.composeDesc(desc),
			placed: value.placed.map((placed) => moved(placed, desc)),
		};
	},
});

function moved({ problem, from, to }: Placed, changes: ChangeDesc): Placed {
	const start = changes.mapPos(from, 1);
	return { problem, from: start, to: Math.max(start, changes.mapPos(to, -1)) };
}

/** True when these problems of the document as it is now are shown already, each where it stands, and can be mended there. */
export function isShown(state: EditorState, problems: readonly Diagnostic[]): boolean {
	const field = state.field(foundField, false);
	if (!field?.read || field.placed.length !== problems.length) return false;
	return field.placed.every(({ problem, from, to }, i) => {
		if (problem !== problems[i] || (problem.fix && !mendingIn(field, problem))) return false;
		const span = spanOf(state.doc, problem);
		return span.from === from && span.to === to;
	});
}

export function foundAt(state: EditorState, at: number): Placed[] {
	return placedIn(state).filter(({ from, to }) => from <= at && at <= to);
}

export function placedIn(state: EditorState): readonly Placed[] {
	return state.field(foundField, false)?.placed ?? [];
}

/** The problem after or before a place; past the last comes the first. */
export function neighbour(state: EditorState, at: Span, step: 1 | -1): Placed | undefined {
	const all = placedIn(state);
	if (step > 0) return all.find(({ from }) => from > at.from) ?? all[0];
	return all.findLast(({ from }) => from < at.from) ?? all.at(-1);
}

/** The changes that mend a problem now; null when it is not shown, or that part of the text has been changed since it was read. */
export function mendingChanges(state: EditorState, problem: Diagnostic): (Span & { text: string })[] | null {
	const field = state.field(foundField);
	return field.placed.some((one) => one.problem === problem) ? mendingIn(field, problem) : null;
}

function mendingIn({ read, since }: FoundState, problem: Diagnostic): (Span & { text: string })[] | null {
	if (!read || !problem.fix) return null;
	const changes = changesOf(read, problem.fix.edits);
	if (changes.some(({ from, to }) => since.touchesRange(from, to))) return null;
	return changes.map(({ from, to, text }) => {
		const start = since.mapPos(from, 1);
		return { from: start, to: Math.max(start, since.mapPos(to, -1)), text };
	});
}
