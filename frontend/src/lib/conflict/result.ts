// How the result is drawn: each line that differs from the base by the side it came from, and the places that are open.

import { foldedRanges, foldEffect, unfoldEffect } from '@codemirror/language';
import {
	RangeSet,
	StateEffect,
	StateField,
	type EditorState,
	type Extension,
	type Range,
	type Text,
} from '@codemirror/state';
import {
	Decoration,
	EditorView,
	gutterLineClass,
	GutterMarker,
	WidgetType,
	type DecorationSet,
} from '@codemirror/view';
import type { Origin, Side } from '$lib/backend';
import { say } from '$lib/words';

/** A place that waits for a decision, where it stands in the result. */
export interface OpenPlace {
	index: number;
	line: number;
	end_line: number;
	label: string;
}

export interface Marks {
	origins: readonly Origin[];
	open: readonly OpenPlace[];
	/** The place that is looked at. */
	current: number;
	ongo: (index: number) => void;
}

export const showMarks = StateEffect.define<Marks>();

class SideName extends WidgetType {
	constructor(private readonly side: Side) {
		super();
	}
	override eq(other: SideName): boolean {
		return other.side === this.side;
	}
	toDOM(): HTMLElement {
		const name = document.createElement('span');
		name.className = `origin-name ${this.side}`;
		name.textContent = say.conflict.taken[this.side].short;
		return name;
	}
}

class Waits extends WidgetType {
	constructor(
		private readonly place: OpenPlace,
		private readonly current: boolean,
		private readonly ongo: (index: number) => void,
	) {
		super();
	}
	override eq(other: Waits): boolean {
		const { index, label } = this.place;
		return other.place.index === index && other.place.label === label && other.current === this.current;
	}
	toDOM(): HTMLElement {
		const around = document.createElement('div');
		around.className = 'open-place-around';
		const button = document.createElement('button');
		button.type = 'button';
		button.className = this.current ? 'open-place current' : 'open-place';
		const key = document.createElement('span');
		key.className = 'mono';
		key.textContent = this.place.label;
		button.append(key, ` ${say.conflict.waits}`);
		button.onclick = () => this.ongo(this.place.index);
		around.append(button);
		return around;
	}
	override ignoreEvent(): boolean {
		return true;
	}
}

class OriginBar extends GutterMarker {
	override elementClass: string;
	constructor(side: Side) {
		super();
		this.elementClass = `origin-bar ${side}`;
	}
	override eq(other: OriginBar): boolean {
		return other.elementClass === this.elementClass;
	}
}

const bars: Record<Side, OriginBar> = { mine: new OriginBar('mine'), theirs: new OriginBar('theirs') };

interface Drawn {
	lines: DecorationSet;
	bars: RangeSet<GutterMarker>;
}

/** The lines of a span, as far as the text has them. */
function linesOf(doc: Text, { line, end_line }: { line: number; end_line: number }): number[] {
	if (line < 1 || line > doc.lines) return [];
	const last = Math.min(Math.max(end_line, line), doc.lines);
	return Array.from({ length: last - line + 1 }, (_, i) => line + i);
}

function draw(doc: Text, marks: Marks): Drawn {
	const lines: Range<Decoration>[] = [];
	const gutter: Range<GutterMarker>[] = [];
	const covered = new Set<number>();
	for (const place of marks.open) {
		const span = linesOf(doc, place);
		const [first, last] = [span[0], span.at(-1)];
		if (first === undefined || last === undefined || span.some((line) => covered.has(line))) continue;
		for (const line of span) covered.add(line);
		const widget = new Waits(place, place.index === marks.current, marks.ongo);
		lines.push(Decoration.replace({ widget, block: true }).range(doc.line(first).from, doc.line(last).to));
	}
	for (const origin of marks.origins) {
		let named = false;
		for (const number of linesOf(doc, origin)) {
			if (covered.has(number)) continue;
			covered.add(number);
			const line = doc.line(number);
			lines.push(Decoration.line({ class: `origin ${origin.from}` }).range(line.from));
			gutter.push(bars[origin.from].range(line.from));
			if (named) continue;
			named = true;
			lines.push(Decoration.widget({ widget: new SideName(origin.from), side: 1 }).range(line.to));
		}
	}
	return { lines: Decoration.set(lines, true), bars: RangeSet.of(gutter, true) };
}

const drawn = StateField.define<Drawn>({
	create: () => ({ lines: Decoration.none, bars: RangeSet.empty }),
	update(value, transaction) {
		for (const effect of transaction.effects) {
			if (effect.is(showMarks)) return draw(transaction.state.doc, effect.value);
		}
		if (!transaction.docChanged) return value;
		return { lines: value.lines.map(transaction.changes), bars: value.bars.map(transaction.changes) };
	},
	provide: (field) => [
		EditorView.decorations.from(field, ({ lines }) => lines),
		gutterLineClass.from(field, (value) => value.bars),
	],
});

/** Lines around what differs that stay to be seen, and how many in a row are worth folding. */
const AROUND = 3;
const WORTH = 6;

/** Folds what nobody changed, so that what differs can be seen at one look. */
export function foldsOf(state: EditorState, marks: Marks): StateEffect<{ from: number; to: number }>[] {
	const { doc } = state;
	const near = [...marks.origins, ...marks.open]
		.filter(({ line }) => line > 0)
		.map(({ line, end_line }) => [line - AROUND, Math.max(line, end_line) + AROUND] as const)
		.sort((a, b) => a[0] - b[0]);
	if (near.length === 0) return [];
	const folds: StateEffect<{ from: number; to: number }>[] = [];
	let shown = 0;
	for (const [from, to] of [...near, [doc.lines + 1, doc.lines + 1] as const]) {
		const first = Math.max(1, shown);
		const last = Math.min(from - 1, doc.lines);
		if (last - first >= WORTH) folds.push(foldEffect.of({ from: doc.line(first).to, to: doc.line(last).to }));
		shown = Math.max(shown, to);
	}
	return folds;
}

/** Unfolds what a decision has brought into a folded stretch, and folds the rest of that stretch again. */
export function refoldsOf(state: EditorState, marks: Marks): StateEffect<{ from: number; to: number }>[] {
	const lines = [...marks.origins, ...marks.open].flatMap((span) => linesOf(state.doc, span));
	const starts = lines.map((line) => state.doc.line(line).from);
	const effects: StateEffect<{ from: number; to: number }>[] = [];
	const again = foldsOf(state, marks);
	for (const folded = foldedRanges(state).iter(); folded.value; folded.next()) {
		const { from, to } = folded;
		if (!starts.some((start) => start > from && start <= to)) continue;
		effects.push(unfoldEffect.of({ from, to }));
		effects.push(...again.filter(({ value }) => value.from >= from && value.to <= to));
	}
	return effects;
}

const look = EditorView.theme({
	'.cm-line.origin': { position: 'relative', paddingRight: '64px' },
	'.origin.mine': { backgroundColor: 'var(--accent-soft)' },
	'.origin.theirs': { backgroundColor: 'var(--teal-soft)' },
	'.origin-name': {
		position: 'absolute',
		top: '0',
		right: '12px',
		font: '500 11px/20px var(--font)',
	},
	'.origin-name.mine': { color: 'var(--accent-text)' },
	'.origin-name.theirs': { color: 'var(--teal)' },
	'.cm-gutterElement.origin-bar': { color: 'var(--text-1)' },
	'.cm-gutterElement.origin-bar.mine': { backgroundColor: 'var(--accent-soft)' },
	'.cm-gutterElement.origin-bar.theirs': { backgroundColor: 'var(--teal-soft)' },
	'.cm-lineNumbers .origin-bar.mine': { boxShadow: 'inset 3px 0 var(--accent)' },
	'.cm-lineNumbers .origin-bar.theirs': { boxShadow: 'inset 3px 0 var(--teal)' },
	'.open-place-around': { padding: '2px 12px 2px 6px' },
	'.open-place': {
		display: 'block',
		width: '100%',
		padding: '5px 10px',
		border: '1px dashed var(--amber)',
		borderRadius: 'var(--r-field)',
		backgroundColor: 'var(--amber-soft)',
		color: 'var(--amber)',
		font: '500 12px/18px var(--font)',
		textAlign: 'left',
		overflowWrap: 'anywhere',
	},
	'.open-place.current': { borderStyle: 'solid' },
});

export const result: Extension = [drawn, look, EditorView.lineWrapping];
