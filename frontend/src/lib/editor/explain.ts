// What stands at a place, in a card: its problems with their mends, then what the language says of it.

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { HoverInfo, LanguageBackend } from '$lib/backend';
import { placeOf, spanOf } from '$lib/language';
import { textOf } from './edits';
import { foundAt, type Placed } from './found';
import { mend } from './mend';
import { element, sign } from './signs';

async function explanation(view: EditorView, at: number, backend: LanguageBackend): Promise<Tooltip | null> {
	const { doc } = view.state;
	const { line, column } = placeOf(doc, at);
	// Without an answer there are still the problems to show.
	const info = await backend.hover(textOf(view), line, column).catch(() => null);
	if (view.state.doc !== doc) return null;
	const found = foundAt(view.state, at);
	if (!info && found.length === 0) return null;
	const { from, to } = info ? spanOf(doc, info) : (found[0] ?? { from: at, to: at });
	// A place that spans lines is pointed at where it was asked for.
	const inside = from <= at && at <= to && doc.lineAt(from).number === doc.lineAt(to).number;
	return {
		pos: inside ? from : at,
		end: inside ? to : at,
		above: true,
		create: (shown) => ({ dom: card(shown, found, info) }),
	};
}

function card(view: EditorView, found: Placed[], info: HoverInfo | null): HTMLElement {
	const dom = element('div', { class: 'cm-card' });
	for (const { problem } of found) {
		const { fix } = problem;
		const said = element(
			'div',
			{ class: 'cm-card-said' },
			element('p', { class: 'cm-card-message' }, problem.message),
			element('p', {}, problem.hint),
		);
		if (fix) {
			const button = element('button', { type: 'button', class: 'search-button' }, fix.title);
			button.onclick = () => {
				mend(view, problem);
				view.focus();
			};
			said.append(button);
		}
		dom.append(
			element('div', { class: `cm-card-problem ${problem.severity}` }, sign(problem.severity), said),
		);
	}
	if (info) {
		const told = element(
			'div',
			{ class: 'cm-card-info' },
			element('p', { class: 'cm-card-title mono' }, info.title),
		);
		told.append(element('p', {}, info.body));
		if (info.example) told.append(element('pre', { class: 'mono' }, info.example));
		dom.append(told);
	}
	return dom;
}

const setCard = StateEffect.define<Tooltip | null>();

const cardField = StateField.define<Tooltip | null>({
	create: () => null,
	update(value, transaction) {
		for (const effect of transaction.effects) if (effect.is(setCard)) return effect.value;
		return transaction.docChanged || transaction.selection ? null : value;
	},
	provide: (field) => showTooltip.from(field),
});

/** Shows the card of the caret's place, for those who do not point. False when there is nothing to say. */
export async function explainAtCaret(view: EditorView, backend: LanguageBackend): Promise<boolean> {
	const tooltip = await explanation(view, view.state.selection.main.head, backend);
	view.dispatch({ effects: setCard.of(tooltip) });
	if (tooltip) {
		const said = tooltip.create(view).dom.innerText || tooltip.create(view).dom.textContent;
		view.dispatch({ effects: EditorView.announce.of(said ?? '') });
	}
	return tooltip !== null;
}

export function explaining(backend: LanguageBackend): Extension {
	return [
		hoverTooltip((view, at) => explanation(view, at, backend), { hoverTime: 300, hideOnChange: true }),
		cardField,
		keymap.of([
			{
				key: 'Escape',
				run: (view) => {
					if (!view.state.field(cardField)) return false;
					view.dispatch({ effects: setCard.of(null) });
					return true;
				},
			},
		]),
	];
}
