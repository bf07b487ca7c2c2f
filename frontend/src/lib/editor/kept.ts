// What the editor knows of a document while another one is shown: its undo history, what is selected, folded and found, and
// how far it was scrolled.

import type { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export interface Kept {
	state: EditorState;
	/** The count of others' texts that this state has. */
	taken: number;
	/** The line at the top of the view, and how far below the view's edge it begins, in pixels; negative above it. */
	top: { at: number; below: number };
}

/** By document, as long as anybody else has it. */
const all = new WeakMap<object, Kept>();

export const keptOf = (document: object): Kept | undefined => all.get(document);

/** Keeps what is shown. `scrolled` is how far, in pixels: a view that is off the page cannot say it any more. */
export function keep(document: object, view: EditorView, taken: number, scrolled: number): void {
	const from = scrolled - view.documentPadding.top;
	const line = view.lineBlockAtHeight(from);
	all.set(document, { state: view.state, taken, top: { at: line.from, below: line.top - from } });
}

/** Brings into sight what was. */
export function scrollBack(view: EditorView, { at, below }: Kept['top']): void {
	const within = Math.min(at, view.state.doc.length);
	view.dispatch({ effects: EditorView.scrollIntoView(within, { y: 'start', yMargin: below }) });
}
