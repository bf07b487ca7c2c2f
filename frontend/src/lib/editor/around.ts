// A bar along the step that the caret is in: the same step is marked in the diagram.

import { syntaxTree } from '@codemirror/language';
import { RangeSet, RangeSetBuilder, StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { stepAt, type Span } from '$lib/language';

/** A bar shorter than that is drawn, in lines; a step that is longer is no step of a person's. */
const MOST = 500;

const mark = new (class extends GutterMarker {
	override elementClass = 'cm-step';
})();

/** The lines of the step that a position is in, as offsets; null outside of the steps. */
export function stepAround(state: EditorState, position: number): Span | null {
	const pairs: { name: string; node: SyntaxNode }[] = [];
	const line = state.doc.lineAt(position);
	const text = line.from + (line.text.length - line.text.trimStart().length);
	let node: SyntaxNode | null = syntaxTree(state).resolveInner(Math.max(position, text), 1);
	for (; node; node = node.parent) {
		const key = node.name === 'Pair' ? node.getChild('Key') : null;
		if (!key) continue;
		pairs.unshift({ name: state.sliceDoc(key.from, key.to).replace(/^(["'])(.*)\1$/s, '$2'), node });
	}
	const step = stepAt(pairs.map(({ name }) => name));
	const found = step === null ? undefined : pairs.find(({ name }, i) => i > 0 && name === step);
	return found ? { from: found.node.from, to: found.node.to } : null;
}

const bar = StateField.define<RangeSet<GutterMarker>>({
	create: barOf,
	update(value, { state, startState, docChanged, selection }) {
		const parsed = syntaxTree(startState) !== syntaxTree(state);
		return docChanged || selection || parsed ? barOf(state) : value;
	},
	provide: (field) => gutterLineClass.from(field),
});

function barOf(state: EditorState): RangeSet<GutterMarker> {
	const step = stepAround(state, state.selection.main.head);
	if (!step) return RangeSet.empty;
	const builder = new RangeSetBuilder<GutterMarker>();
	const first = state.doc.lineAt(step.from).number;
	const last = Math.min(state.doc.lineAt(step.to).number, first + MOST);
	for (let n = first; n <= last; n++) {
		const { from } = state.doc.line(n);
		builder.add(from, from, mark);
	}
	return builder.finish();
}

export const around: Extension = [
	bar,
	EditorView.theme({
		'.cm-gutter:first-child .cm-step': { boxShadow: 'inset 2px 0 0 var(--accent)' },
	}),
];
