// What a letter changes in the tree of a text: within a word only where things end. A person types mostly letters.

import { Tree, TreeBuffer, type NodeSet } from '@lezer/common';

/** What a letter can stand in without being the beginning or the end of something. */
const WORDS = new Set(['Literal', 'Comment', 'BlockLiteralContent']);

const letters = /^[a-z\d]+$/i;

/** True when letters between these two signs, the second empty at the end of the text, go on with the word that the first is of. */
export function goesOn(before: string, typed: string, after: string): boolean {
	return letters.test(typed) && letters.test(before) && (after === '\n' || letters.test(after));
}

/** The tree of the text with so many letters more, which go on with the word before them; null when no such word is there. */
export function longer(tree: Tree, at: number, by: number): Tree | null {
	const word = tree.resolveInner(at, -1);
	return WORDS.has(word.name) && word.from < at ? grown(tree, at, by) : null;
}

function grown(tree: Tree, at: number, by: number): Tree {
	const children = tree.children.map((child, i) => {
		const from = tree.positions[i] ?? 0;
		if (from >= at || from + child.length < at) return child;
		return child instanceof Tree ? grown(child, at - from, by) : grownBuffer(child, at - from, by);
	});
	const positions = tree.positions.map((from) => (from >= at ? from + by : from));
	return new Tree(tree.type, children, positions, tree.length + by, tree.propValues);
}

/** Of each node in it there are its type, where it begins, where it ends, and the index behind its children. */
function grownBuffer(
	{ buffer, length, set }: TreeBuffer & { set: NodeSet },
	at: number,
	by: number,
): TreeBuffer {
	const moved = buffer.slice();
	for (let i = 0; i < moved.length; i += 4) {
		const [from = 0, to = 0] = moved.subarray(i + 1, i + 3);
		if (from >= at) moved[i + 1] = from + by;
		if (to >= at) moved[i + 2] = to + by;
	}
	return new TreeBuffer(moved, length + by, set);
}
