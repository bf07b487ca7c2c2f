import { yamlLanguage } from '@codemirror/lang-yaml';
import { Language, LanguageSupport } from '@codemirror/language';
import {
	NodeProp,
	Parser,
	TreeFragment,
	type ChangedRange,
	type Input,
	type PartialParse,
	type Tree,
} from '@lezer/common';
import { longer } from './longer';

/**
 * Parts of a text that are longer, in letters, are kept one by one: with each key what did not change is taken over as it was.
 * Usually a thousand letters are kept as one, so that most of a text of a thousand lines is read again.
 */
const PART = 64;

/** A word that has grown by so many letters is read again, with all around it. */
const MOST = 1_000;

/** So much of a line is looked at. */
const LINE = 200;

const base = yamlLanguage.parser.configure({ bufferLength: PART });
const reading = new NodeProp<true>();

/** Which reading a tree was made of without another, by a word that grew. */
const origins = new WeakMap<Tree, { read: Tree; grown: ChangedRange }>();

/**
 * Reads YAML, and of an older tree takes over whole keys and entries only. A row of keys it would take over as well, and put
 * below the key that stands before it: after a letter in a long text all further steps were part of the first. So the rows of
 * each reading, the parts without a name, are of types of their own, which no other reading knows.
 */
class ByKeys extends Parser {
	createParse(
		input: Input,
		fragments: readonly TreeFragment[],
		ranges: readonly { from: number; to: number }[],
	): PartialParse {
		const change = onlyChange(fragments, input.length);
		const tree = change && grownIn(input, change);
		if (tree) return { parsedPos: input.length, stoppedAt: null, stopAt: () => {}, advance: () => tree };
		const once = base.configure({
			props: [reading.add(({ isAnonymous }) => (isAnonymous ? true : undefined))],
		});
		return once.createParse(
			input,
			fragments.some((one) => origins.has(one.tree)) ? asRead(change) : fragments,
			ranges,
		);
	}
}

interface Change {
	tree: Tree;
	range: ChangedRange;
}

/** What is other than in the one tree that is known; null where it is more than one place. */
function onlyChange([before, after, ...more]: readonly TreeFragment[], length: number): Change | null {
	if (!before || !after || more.length > 0 || before.tree !== after.tree) return null;
	if (before.from > 0 || before.offset !== 0 || after.to < length) return null;
	const range = { fromA: before.to, toA: after.from + after.offset, fromB: before.to, toB: after.from };
	return before.tree.length - range.toA === length - range.toB ? { tree: before.tree, range } : null;
}

/** The tree of a text in which a word has grown; null when something else has become of it. */
function grownIn(input: Input, { tree, range }: Change): Tree | null {
	const { fromA: at, toA, toB } = range;
	if (toA > at || at === 0) return null;
	const origin = origins.get(tree);
	if (origin && (origin.grown.toB !== at || toB - origin.grown.fromB > MOST)) return null;
	const before = input.read(Math.max(0, at - LINE), at);
	const around = {
		before: before.slice(before.lastIndexOf('\n') + 1),
		typed: input.read(at, toB),
		after: input.read(toB, toB + 1),
	};
	const made = longer(tree, at, around);
	if (!made) return null;
	const grown = origin ? { ...origin.grown, toB } : range;
	origins.set(made, { read: origin?.read ?? tree, grown });
	return made;
}

/** What is left of the tree that was read last, which a word has grown in since: only that knows how far each part was read for. */
function asRead(change: Change | null): readonly TreeFragment[] {
	const origin = change && origins.get(change.tree);
	if (!origin) return [];
	const then = TreeFragment.applyChanges(TreeFragment.addTree(origin.read), [origin.grown]);
	return TreeFragment.applyChanges(then, [change.range]);
}

export const language = new LanguageSupport(new Language(yamlLanguage.data, new ByKeys(), [], 'yaml'));
