// What a letter changes in the tree of a text: within words only where things end. A person types mostly words.

import { Tree, TreeBuffer, type NodeSet } from '@lezer/common';

/** What words stand in; a letter in it is not the beginning or the end of something. */
const WORDS = new Set(['Literal', 'Comment', 'BlockLiteralContent']);

const letters = /^[a-z\d]+$/i;

/** What stands around the place where something is typed: so much of the text as decides. */
export interface Around {
	/** The line up to there. */
	before: string;
	typed: string;
	/** The next sign; empty at the end of the text. */
	after: string;
}

/** The tree of the text in which letters or a space have been typed that go on with a word; null when they do not. */
export function longer(tree: Tree, at: number, { before, typed, after }: Around): Tree | null {
	const space = typed === ' ';
	const inLine = letters.test(after);
	if (!(space || letters.test(typed)) || !(inLine || after === '\n')) return null;
	const line = before.trimEnd();
	if (!letters.test(line.slice(-1)) || (inLine && line.length < before.length)) return null;

	const end = at - before.length + line.length;
	const word = tree.resolveInner(end, -1);
	if (!WORDS.has(word.name) || word.from >= end) return null;
	// What ends before the spaces behind it ends behind a letter there; a space more changes nothing. Only a comment has them all.
	if (end < at && word.to !== end) return null;
	return grown(tree, { at, by: typed.length, end: space && word.name === 'Literal' ? -1 : end });
}

/** So many letters more at a place; what ended at `end` goes on to behind them. */
interface Growth {
	at: number;
	by: number;
	end: number;
}

const within = ({ at, by, end }: Growth, from: number) => ({ at: at - from, by, end: end - from });
const moved = ({ at, by, end }: Growth, to: number) => (to > at ? to + by : to === end ? at + by : to);

function grown(tree: Tree, growth: Growth): Tree {
	const { at, by, end } = growth;
	const children = tree.children.map((child, i) => {
		const from = tree.positions[i] ?? 0;
		const to = from + child.length;
		if (from >= at || !(to > at || (to === end && from < end))) return child;
		const part = within(growth, from);
		return child instanceof Tree ? grown(child, part) : grownBuffer(child, part);
	});
	const positions = tree.positions.map((from) => (from >= at ? from + by : from));
	return new Tree(tree.type, children, positions, moved(growth, tree.length), tree.propValues);
}

/** Of each node in it there are its type, where it begins, where it ends, and the index behind its children. */
function grownBuffer({ buffer, length, set }: TreeBuffer & { set: NodeSet }, growth: Growth): TreeBuffer {
	const nodes = buffer.slice();
	for (let i = 0; i < nodes.length; i += 4) {
		const [from = 0, to = 0] = nodes.subarray(i + 1, i + 3);
		if (from >= growth.at) nodes[i + 1] = from + growth.by;
		nodes[i + 2] = from >= growth.at ? to + growth.by : moved(growth, to);
	}
	return new TreeBuffer(nodes, moved(growth, length), set);
}
