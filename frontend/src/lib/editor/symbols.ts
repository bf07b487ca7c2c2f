// Where a step, a field or a section is defined and named.

import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { LanguageBackend, SymbolUses } from '$lib/backend';
import { placeOf, spanOf, type Span, type Use } from '$lib/language';
import { textOf } from './edits';

/** The symbol at the caret; null when there is none, or the text was changed while it was looked for. */
export async function symbolAtCaret(view: EditorView, backend: LanguageBackend): Promise<SymbolUses | null> {
	const { doc, selection } = view.state;
	const { line, column } = placeOf(doc, selection.main.head);
	const symbol = await backend.symbol(textOf(view), line, column);
	return view.state.doc === doc ? symbol : null;
}

/** All places of a symbol in the order of the text. */
export function placesOf(state: EditorState, symbol: SymbolUses): (Span & { definition: boolean })[] {
	return [
		{ ...spanOf(state.doc, symbol.definition), definition: true },
		...symbol.uses.map((use) => ({ ...spanOf(state.doc, use), definition: false })),
	].sort((a, b) => a.from - b.from);
}

/** Follows these places through the changes to come. */
export const followUses = StateEffect.define<(Span & { definition: boolean })[]>();

export const usesField = StateField.define<readonly (Span & { definition: boolean })[]>({
	create: () => [],
	update(value, transaction) {
		for (const effect of transaction.effects) if (effect.is(followUses)) return effect.value;
		if (!transaction.docChanged) return value;
		return value.map(({ from, to, definition }) => {
			const start = transaction.changes.mapPos(from, 1);
			return { from: start, to: Math.max(start, transaction.changes.mapPos(to, -1)), definition };
		});
	},
});

/** The lines on which the followed places stand now. */
export function usesOf(state: EditorState): Use[] {
	return state.field(usesField).map(({ from, to, definition }) => {
		const line = state.doc.lineAt(from);
		const end = Math.min(to, line.to);
		return {
			line: line.number,
			before: state.sliceDoc(line.from, from).trimStart(),
			name: state.sliceDoc(from, end),
			after: state.sliceDoc(end, line.to).trimEnd(),
			definition,
		};
	});
}

/** Selects a part of the text and brings it into sight. The focus goes along unless it is told to stay. */
export function select(view: EditorView, { from, to }: Span, focus?: 'stay'): void {
	view.dispatch({
		selection: { anchor: from, head: to },
		effects: EditorView.scrollIntoView(from, { y: 'center' }),
	});
	if (focus !== 'stay') view.focus();
}

/** Ctrl and a click, on a Mac Cmd, goes to the definition; Alt and a click adds a caret. */
export function clickToDefine(go: (view: EditorView) => void): Extension {
	return [
		EditorView.clickAddsSelectionRange.of((event) => event.altKey),
		EditorView.domEventHandlers({
			click: (event, view) => {
				if (!(event.ctrlKey || event.metaKey) || event.altKey || event.button !== 0) return false;
				go(view);
				return true;
			},
		}),
	];
}
