// Marks along the scrollbar: where in the whole text the problems and the caret are.

import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Severity } from '$lib/backend';
import { bySeverity } from '$lib/language';
import { foundField, placedIn } from './found';
import { element } from './signs';

/** Marks closer than this, in pixels, become one. */
const APART = 3;

interface Mark {
	top: number;
	kind: Severity | 'caret';
}

class Overview {
	readonly #strip = element('div', { class: 'cm-overview', 'aria-hidden': 'true' });
	#drawn = '';

	constructor(private readonly view: EditorView) {
		view.dom.append(this.#strip);
		this.#measure();
	}

	update(update: ViewUpdate): void {
		const found = update.startState.field(foundField, false) !== update.state.field(foundField, false);
		if (found || update.docChanged || update.selectionSet || update.geometryChanged) this.#measure();
	}

	destroy(): void {
		this.#strip.remove();
	}

	#measure(): void {
		this.view.requestMeasure({
			key: this,
			read: (view) => {
				const { clientHeight } = view.scrollDOM;
				const whole = Math.max(view.contentHeight, clientHeight);
				const topOf = (at: number) =>
					whole === 0 ? 0 : Math.round((view.lineBlockAt(at).top / whole) * clientHeight);
				const worst = new Map<number, Mark>();
				for (const { from, problem } of placedIn(view.state)) {
					const top = topOf(from);
					const slot = Math.floor(top / APART);
					const there = worst.get(slot);
					if (there && there.kind !== 'caret' && bySeverity({ severity: there.kind }, problem) <= 0) continue;
					worst.set(slot, { top, kind: problem.severity });
				}
				const caret: Mark = { top: topOf(view.state.selection.main.head), kind: 'caret' };
				return [caret, ...worst.values()];
			},
			write: (marks) => this.#draw(marks),
		});
	}

	/** Most keys leave all marks where they are. */
	#draw(marks: Mark[]): void {
		const drawn = marks.map(({ top, kind }) => `${kind} ${top}`).join();
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		this.#strip.replaceChildren(
			...marks.map(({ top, kind }) => {
				const mark = element('span', { class: `cm-overview-mark ${kind}` });
				mark.style.top = `${top}px`;
				return mark;
			}),
		);
	}
}

export const overview: Extension = ViewPlugin.fromClass(Overview);
