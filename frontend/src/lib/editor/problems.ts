// How problems are drawn: an underline, a sign beside the line number, the message behind the line.

import type { RangeSet } from '@codemirror/state';
import { RangeSetBuilder, type EditorState, type Extension, type Range } from '@codemirror/state';
import {
	Decoration,
	EditorView,
	gutter,
	GutterMarker,
	WidgetType,
	type DecorationSet,
} from '@codemirror/view';
import type { Severity } from '$lib/backend';
import { bySeverity } from '$lib/language';
import { say } from '$lib/words';
import { foundField, showFound, type Placed } from './found';
import { element, sign } from './signs';

const underlines: Record<Severity, Decoration> = {
	error: Decoration.mark({ class: 'cm-problem cm-problem-error' }),
	warning: Decoration.mark({ class: 'cm-problem cm-problem-warning' }),
	hint: Decoration.mark({ class: 'cm-problem cm-problem-hint' }),
};

class Message extends WidgetType {
	constructor(
		private readonly severity: Severity,
		private readonly text: string,
		private readonly more: number,
	) {
		super();
	}
	override eq(other: Message): boolean {
		return other.severity === this.severity && other.text === this.text && other.more === this.more;
	}
	toDOM(): HTMLElement {
		// The panel and the tooltip say the same to a screen reader, in their place.
		const message = element(
			'span',
			{ class: `cm-message ${this.severity}`, 'aria-hidden': 'true', title: this.text },
			sign(this.severity),
			element('span', { class: 'cm-message-text' }, this.text.replace(/\.$/, '')),
		);
		if (this.more > 0) message.append(element('span', {}, `+${this.more}`));
		return message;
	}
	override ignoreEvent(): boolean {
		return false;
	}
}

class LineSign extends GutterMarker {
	constructor(private readonly severity: Severity) {
		super();
	}
	override eq(other: LineSign): boolean {
		return other.severity === this.severity;
	}
	override toDOM(): HTMLElement {
		return element(
			'span',
			{ class: `cm-line-sign ${this.severity}`, title: say.language.severities[this.severity] },
			sign(this.severity),
		);
	}
}

const lineSigns = {
	error: new LineSign('error'),
	warning: new LineSign('warning'),
	hint: new LineSign('hint'),
};

/** The problems of each line that has some, the worst first. */
function byLine(
	state: EditorState,
	placed: readonly Placed[],
): { from: number; to: number; all: Placed[] }[] {
	const lines: { from: number; to: number; all: Placed[] }[] = [];
	for (const one of placed) {
		const last = lines.at(-1);
		if (last && one.from >= last.from && one.from <= last.to) last.all.push(one);
		else {
			const { from, to } = state.doc.lineAt(one.from);
			lines.push({ from, to, all: [one] });
		}
	}
	for (const line of lines) line.all.sort((a, b) => bySeverity(a.problem, b.problem));
	return lines;
}

function decorations(state: EditorState): DecorationSet {
	const { placed } = state.field(foundField);
	const ranges: Range<Decoration>[] = [];
	for (const { problem, from, to } of placed) {
		if (to > from) ranges.push(underlines[problem.severity].range(from, to));
	}
	for (const { to, all } of byLine(state, placed)) {
		const first = all[0]?.problem;
		if (!first) continue;
		const widget = new Message(first.severity, first.message, all.length - 1);
		ranges.push(Decoration.widget({ widget, side: 1 }).range(to));
	}
	return Decoration.set(ranges, true);
}

function signs(state: EditorState): RangeSet<GutterMarker> {
	const builder = new RangeSetBuilder<GutterMarker>();
	for (const { from, all } of byLine(state, state.field(foundField).placed)) {
		const first = all[0];
		if (first) builder.add(from, from, lineSigns[first.problem.severity]);
	}
	return builder.finish();
}

/** Made once for what was found, however often it is drawn: where nothing was, never again while somebody types. */
function once<T>(make: (state: EditorState) => T): (state: EditorState) => T {
	const made = new WeakMap<readonly Placed[], T>();
	return (state) => {
		const key = state.field(foundField).placed;
		let value = made.get(key);
		if (value === undefined) made.set(key, (value = make(state)));
		return value;
	};
}

const decorationsOf = once(decorations);
const signsOf = once(signs);

export const problems: Extension = [
	foundField,
	EditorView.decorations.compute([foundField], decorationsOf),
	gutter({
		class: 'cm-signs',
		markers: (view) => signsOf(view.state),
		lineMarkerChange: (update) =>
			update.docChanged || update.transactions.some((t) => t.effects.some((effect) => effect.is(showFound))),
	}),
];
