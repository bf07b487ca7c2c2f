import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import type { Tree } from '@lezer/common';
import { describe, expect, it } from 'vitest';
import { language } from './language';

const steps = Array.from(
	{ length: 120 },
	(_, i) => `  # What step ${i} is for
  step_${i}:
    name: Step ${i}
    type: decision
    approver: [a, "b"]
    on_approve:
      continue_to: step_${i + 1}
`,
);
const text = `name: Large\nworkflow:\n${steps.join('')}`;

const open = (doc: string) => EditorState.create({ doc, extensions: language });

function treeOf(state: EditorState): Tree {
	const tree = ensureSyntaxTree(state, state.doc.length, 10_000);
	if (!tree) throw new Error('the text was not read in time');
	return tree;
}

/** All nodes of a tree and where they are. */
function nodesOf(tree: Tree): string[] {
	const nodes: string[] = [];
	tree.iterate({ enter: ({ name, from, to }) => void nodes.push(`${name} ${from} ${to}`) });
	return nodes;
}

function isAsAnew(state: EditorState): boolean {
	return nodesOf(treeOf(state)).join() === nodesOf(treeOf(open(state.doc.toString()))).join();
}

/** The part of the tree that the text of a step is. */
function stepIn(state: EditorState, name: string): Tree | null {
	const at = state.doc.toString().indexOf(`${name}:`);
	let node = treeOf(state).resolveInner(at, 1);
	while (node.parent && node.name !== 'Pair') node = node.parent;
	return node.tree;
}

describe('a long text', () => {
	it.each([
		['a letter in a name', text.indexOf('Step 60'), 'x'],
		['a line', text.indexOf('  step_61:'), '  more: 1\n'],
		['spaces before a key', text.indexOf('name: Step 60'), '  '],
		['a comment sign', text.indexOf('type:', 4_000), '#'],
	])('has the tree of a text read anew after somebody typed %s', (_, at, insert) => {
		const state = open(text);
		treeOf(state);
		const typed = state.update({ changes: { from: at, insert } }).state;
		expect(isAsAnew(typed)).toBe(true);
	});

	it.each(['"', '[', '{', '- '])('has it again when %j has come and gone', (sign) => {
		const state = open(text);
		treeOf(state);
		const at = text.indexOf('Step 60');
		const broken = state.update({ changes: { from: at, insert: sign } }).state;
		treeOf(broken);
		const mended = broken.update({ changes: { from: at, to: at + sign.length } }).state;
		expect(isAsAnew(mended)).toBe(true);
	});

	it('has it after each letter of words that are typed anywhere', () => {
		let compared = 0;
		for (let at = 90; at < text.length; at += 1_613) {
			let state = open(text);
			treeOf(state);
			for (const [i, letter] of [...'ab c9 # de', '\n'].entries()) {
				state = state.update({ changes: { from: at + i, insert: letter } }).state;
				const anew = treeOf(open(state.doc.toString()));
				// What cannot be read is made sense of in one way or another.
				if (anew.toString().includes('⚠')) break;
				expect(nodesOf(treeOf(state))).toEqual(nodesOf(anew));
				compared++;
			}
		}
		expect(compared).toBeGreaterThan(40);
	});

	it('keeps of its tree what is before and behind a letter', () => {
		const state = open(text);
		const before = ['step_20', 'step_60', 'step_100'].map((name) => stepIn(state, name));
		const typed = state.update({ changes: { from: text.indexOf('Step 60'), insert: 'x' } }).state;
		const after = ['step_20', 'step_60', 'step_100'].map((name) => stepIn(typed, name));
		expect(after.every(Boolean)).toBe(true);
		expect(after.map((tree, i) => tree === before[i])).toEqual([true, false, true]);
	});
});
