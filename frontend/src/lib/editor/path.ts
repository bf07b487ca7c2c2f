import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** A key on the way from the top of the YAML to the caret, and where it stands. */
export interface KeyPlace {
	name: string;
	at: number;
}

/** The keys that lead to a position; an entry of a list is named by its place, from 1. */
export function keysAt(state: EditorState, position: number): KeyPlace[] {
	const line = state.doc.lineAt(position);
	// Left of a line's text nothing is nested; so the text's own beginning is looked at.
	const text = line.from + (line.text.length - line.text.trimStart().length);
	const keys: KeyPlace[] = [];
	let node: SyntaxNode | null = syntaxTree(state).resolveInner(Math.max(position, text), 1);
	for (; node; node = node.parent) {
		const key = node.name === 'Pair' ? node.getChild('Key') : null;
		if (key) keys.unshift({ name: unquoted(state.sliceDoc(key.from, key.to)), at: key.from });
		if (node.name === 'Item') keys.unshift({ name: String(placeOf(node)), at: textOf(state, node) });
	}
	return keys;
}

/** An entry begins right after its dash, before the space. */
function textOf(state: EditorState, item: SyntaxNode): number {
	return item.from + Math.max(0, state.sliceDoc(item.from, item.to).search(/\S/));
}

function placeOf(item: SyntaxNode): number {
	let place = 1;
	for (let before = item.prevSibling; before; before = before.prevSibling)
		if (before.name === 'Item') place++;
	return place;
}

function unquoted(key: string): string {
	return key.replace(/^(["'])(.*)\1$/s, '$2');
}
