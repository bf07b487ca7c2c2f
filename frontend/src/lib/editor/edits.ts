import { isolateHistory } from '@codemirror/commands';
import type { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { TextEdit } from '$lib/backend';
import { changesOf, type Span } from '$lib/language';
import { typedIn } from './typed';

/** Applies changes as one step of the undo history; the caret stays with the text it stood in. */
export function applyChanges(view: EditorView, changes: (Span & { text: string })[], event: string): void {
	const { state } = view;
	// A text that ends all its lines with CRLF keeps doing so; in any other the edit knows best.
	const fitting = (text: string) => (state.lineBreak === '\r\n' ? text.replace(/\r?\n/g, '\r\n') : text);
	view.dispatch({
		changes: changes.map(({ from, to, text }) => ({ from, to, insert: state.toText(fitting(text)) })),
		annotations: isolateHistory.of('full'),
		userEvent: event,
		scrollIntoView: true,
	});
}

/** The whole text, with its own line endings. */
export function textOf(view: EditorView): string {
	return String(typedIn(view.state));
}

/**
 * Applies the edits that the program gives for the text; gives how many there were. Null when the text was changed while
 * the program worked: edits for an older text would go astray.
 */
export async function applyAsked(
	view: EditorView,
	ask: (text: string) => Promise<TextEdit[]>,
	event: string,
): Promise<number | null> {
	const asked: Text = view.state.doc;
	const edits = await ask(textOf(view));
	if (view.state.doc !== asked) return null;
	if (edits.length > 0) applyChanges(view, changesOf(asked, edits), event);
	return edits.length;
}
