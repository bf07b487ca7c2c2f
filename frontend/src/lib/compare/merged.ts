// Two texts with what differs between them, in CodeMirror: side by side or in one column.

import { diff, getChunks, MergeView, uncollapseUnchanged, unifiedMergeView } from '@codemirror/merge';
import {
	EditorState,
	Prec,
	RangeSet,
	StateEffect,
	StateField,
	type Extension,
	type Text,
} from '@codemirror/state';
import { Decoration, EditorView, gutter, GutterMarker, type DecorationSet } from '@codemirror/view';
import type { ComparedChange } from '$lib/backend';
import { readOnly } from '$lib/editor';
import { spanOf, type Span } from '$lib/language';
import { mergedLook } from './mergedLook';
import { toWords } from './wholeWords';

export interface Merged {
	/** Lights a change in both texts, and brings it into view when asked to; null lights none. */
	light(change: ComparedChange | null, reveal: boolean): void;
	/** Lines that only one of the texts has. */
	lines: { added: number; removed: number };
	destroy(): void;
}

interface Given {
	host: HTMLElement;
	before: string;
	after: string;
	/** What a screen reader calls them. */
	names: { before: string; after: string };
	/** What stands where lines are folded; $ is how many. */
	same: string;
	unified: boolean;
	changes: () => readonly ComparedChange[];
	/** The pointer is on a change, by its place in the list; null when it is on none. */
	onhover: (change: number | null) => void;
	onselect: (change: number) => void;
}

/** Unchanged lines that stay around what changed, and how many more must follow for them to be folded. */
const FOLD = { margin: 2, minSize: 5 };

/** Beyond this the difference is coarse, so that a large text does not hold up the window; timeout in ms. */
const BOUNDS = { scanLimit: 4_000, timeout: 400 };
const DIFF = { override: (a: string, b: string) => toWords(a, b, diff(a, b, BOUNDS)) };

export function merged(given: Given): Merged {
	return given.unified ? inOneColumn(given) : sideBySide(given);
}

function sideBySide(given: Given): Merged {
	const side = (which: 'before' | 'after') => ({
		doc: given[which],
		extensions: [
			readOnly(given[which], given.names[which]),
			EditorState.phrases.of({ '$ unchanged lines': given.same }),
			signs(which === 'before' ? '−' : '+'),
			common(given, which),
		],
	});
	const view = new MergeView({
		a: side('before'),
		b: side('after'),
		parent: given.host,
		gutter: false,
		collapseUnchanged: FOLD,
		diffConfig: DIFF,
	});
	return {
		lines: linesOf(view.a.state.doc, view.b.state.doc, view.chunks),
		light(change, reveal) {
			show(view.a, change && spanIn(view.a, change.before_range));
			show(view.b, change && spanIn(view.b, change.range));
			if (!change || !reveal) return;
			// Both scroll as one, so one of them is enough: that which has the part.
			const gone = change.kind === 'removed';
			bring(
				gone ? view.a : view.b,
				spanIn(gone ? view.a : view.b, gone ? change.before_range : change.range),
			);
		},
		destroy: () => view.destroy(),
	};
}

function inOneColumn(given: Given): Merged {
	const view = new EditorView({
		parent: given.host,
		state: EditorState.create({
			doc: given.after,
			extensions: [
				readOnly(given.after, given.names.after),
				EditorState.phrases.of({ '$ unchanged lines': given.same }),
				unifiedMergeView({
					original: given.before,
					mergeControls: false,
					gutter: false,
					collapseUnchanged: FOLD,
					diffConfig: DIFF,
				}),
				signs('+'),
				common(given, 'after'),
			],
		}),
	});
	const original = EditorState.create({ doc: given.before }).doc;
	return {
		lines: linesOf(original, view.state.doc, getChunks(view.state)?.chunks ?? []),
		light(change, reveal) {
			const span = change && spanIn(view, change.range);
			show(view, span);
			if (span && reveal) bring(view, span);
		},
		destroy: () => view.destroy(),
	};
}

function common(given: Given, side: 'before' | 'after'): Extension {
	// What is lit is around everything else, so that it has one ring.
	return [Prec.highest(lit), pointing(given, side), EditorView.lineWrapping, mergedLook];
}

function spanIn(view: EditorView, range: ComparedChange['range']): Span {
	return spanOf(view.state.doc, range);
}

type Chunks = NonNullable<ReturnType<typeof getChunks>>['chunks'];

function linesOf(a: Text, b: Text, chunks: Chunks): { added: number; removed: number } {
	const count = (doc: Text, from: number, end: number, to: number) =>
		to <= from ? 0 : doc.lineAt(Math.max(from, end)).number - doc.lineAt(from).number + 1;
	let [added, removed] = [0, 0];
	for (const { fromA, endA, toA, fromB, endB, toB } of chunks) {
		removed += count(a, fromA, endA, toA);
		added += count(b, fromB, endB, toB);
	}
	return { added, removed };
}

// The change that is lit: its text, or the line where it would stand.

const setLit = StateEffect.define<Span | null>();
const litText = Decoration.mark({ class: 'cm-lit' });
const litLine = Decoration.line({ class: 'cm-lit-line' });

const lit = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(shown, transaction) {
		for (const effect of transaction.effects) {
			if (!effect.is(setLit)) continue;
			if (!effect.value) return Decoration.none;
			const { from, to } = effect.value;
			const { doc } = transaction.state;
			const first = doc.lineAt(from);
			const ranges: ReturnType<Decoration['range']>[] = [litLine.range(first.from)];
			for (let line = first.number + 1; line <= doc.lineAt(to).number; line++) {
				const start = doc.line(line).from;
				// A part that ends with a line break does not reach into the next line.
				if (start < to) ranges.push(litLine.range(start));
			}
			if (to > from) ranges.push(litText.range(from, to));
			return Decoration.set(ranges, true);
		}
		return shown;
	},
	provide: (field) => EditorView.decorations.from(field),
});

function show(view: EditorView, span: Span | null): void {
	view.dispatch({ effects: setLit.of(span) });
}

function bring(view: EditorView, { from }: Span): void {
	view.dispatch({
		effects: [uncollapseUnchanged.of(from), EditorView.scrollIntoView(from, { y: 'center' })],
	});
}

/** Tells which change the pointer is on: the smallest one that reaches over its line. */
function pointing(given: Given, side: 'before' | 'after'): Extension {
	const key = side === 'before' ? 'before_range' : 'range';
	const at = (event: MouseEvent, view: EditorView): number | null => {
		const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
		if (place === null) return null;
		const { number } = view.state.doc.lineAt(place);
		let found: number | null = null;
		let smallest = Infinity;
		given.changes().forEach((change, i) => {
			const { line, end_line, end_column } = change[key];
			const last = end_column === 1 && end_line > line ? end_line - 1 : end_line;
			if (number < line || number > last || last - line >= smallest) return;
			[found, smallest] = [i, last - line];
		});
		return found;
	};
	let told: number | null = null;
	const tell = (change: number | null) => {
		if (change !== told) given.onhover((told = change));
	};
	return EditorView.domEventHandlers({
		mousemove: (event, view) => tell(at(event, view)),
		mouseleave: () => tell(null),
		click: (event, view) => {
			const change = at(event, view);
			if (change !== null) given.onselect(change);
		},
	});
}

// A sign says the same as the colour.

class Sign extends GutterMarker {
	constructor(private readonly sign: string) {
		super();
	}

	override eq(other: GutterMarker): boolean {
		return other instanceof Sign && other.sign === this.sign;
	}

	override toDOM(): Text_ {
		return document.createTextNode(this.sign);
	}
}

type Text_ = globalThis.Text;

function signs(sign: '−' | '+'): Extension {
	const marker = new Sign(sign);
	const gone = new Sign('−');
	return gutter({
		class: `cm-signs ${sign === '+' ? 'cm-signs-added' : 'cm-signs-removed'}`,
		initialSpacer: () => marker,
		// In one column what is gone stands between the lines.
		widgetMarker: (_, widget) => ('buildDOM' in widget ? gone : null),
		markers: (view) => {
			const found = getChunks(view.state);
			const { doc } = view.state;
			const marked: ReturnType<GutterMarker['range']>[] = [];
			for (const chunk of found?.chunks ?? []) {
				const [from, to, end] =
					found?.side === 'a' ? [chunk.fromA, chunk.toA, chunk.endA] : [chunk.fromB, chunk.toB, chunk.endB];
				if (to <= from) continue;
				const last = doc.lineAt(Math.min(end, doc.length)).number;
				for (let line = doc.lineAt(from).number; line <= last; line++) {
					marked.push(marker.range(doc.line(line).from));
				}
			}
			return RangeSet.of(marked);
		},
	});
}
