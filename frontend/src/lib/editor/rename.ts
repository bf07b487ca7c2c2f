// A field at the caret for the new name of a step, a field or a section.

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, showTooltip, type Tooltip } from '@codemirror/view';
import { asBackendError, type LanguageBackend, type SymbolUses } from '$lib/backend';
import { placeOf } from '$lib/language';
import { say } from '$lib/words';
import { applyAsked } from './edits';
import { element } from './signs';
import { placesOf } from './symbols';

const setRename = StateEffect.define<Tooltip | null>();

export const renaming: Extension = StateField.define<Tooltip | null>({
	create: () => null,
	update(value, transaction) {
		for (const effect of transaction.effects) if (effect.is(setRename)) return effect.value;
		return transaction.docChanged ? null : value;
	},
	provide: (field) => showTooltip.from(field),
});

/** Opens the field for a symbol that stands at the caret. */
export function openRename(view: EditorView, symbol: SymbolUses, backend: LanguageBackend): void {
	const { head } = view.state.selection.main;
	const places = placesOf(view.state, symbol);
	const here = places.find(({ from, to }) => from <= head && head <= to);
	const tooltip: Tooltip = {
		pos: here?.from ?? head,
		above: false,
		strictSide: false,
		create: () => {
			const form = renameForm(view, symbol, places.length, backend, head);
			return { dom: form.dom, mount: form.focus };
		},
	};
	view.dispatch({ effects: setRename.of(tooltip) });
}

function renameForm(
	view: EditorView,
	symbol: SymbolUses,
	places: number,
	backend: LanguageBackend,
	head: number,
) {
	const field = element('input', {
		class: 'field mono',
		'aria-label': say.editor.newName(say.editor.kinds[symbol.kind] ?? symbol.kind, symbol.name),
		'aria-describedby': 'rename-says',
		spellcheck: 'false',
	});
	field.value = symbol.name;
	const says = element(
		'p',
		{ class: 'cm-rename-says', id: 'rename-says', role: 'status' },
		say.editor.enterRenames(places),
	);
	const dom = element('form', { class: 'cm-rename' }, field, says);

	function close(): void {
		view.dispatch({ effects: setRename.of(null) });
		view.focus();
	}

	async function apply(): Promise<void> {
		const name = field.value.trim();
		if (name === symbol.name) return close();
		const { line, column } = placeOf(view.state.doc, head);
		try {
			const done = await applyAsked(view, (text) => backend.rename(text, line, column, name), 'input.rename');
			close();
			if (done !== null) {
				view.dispatch({ effects: EditorView.announce.of(say.editor.renamed(name, places)) });
			}
		} catch (thrown) {
			const problem = asBackendError(thrown);
			field.setAttribute('aria-invalid', 'true');
			says.className = 'cm-rename-says wrong';
			says.textContent = `${problem.message} ${problem.hint}`.trim();
			field.focus();
		}
	}

	dom.onsubmit = (event) => {
		event.preventDefault();
		void apply();
	};
	dom.onkeydown = (event) => {
		// The editor's own keys are not meant while a name is typed.
		event.stopPropagation();
		if (event.key === 'Escape') {
			event.preventDefault();
			close();
		}
	};
	dom.addEventListener('focusout', (event) => {
		const to = event.relatedTarget;
		if (to instanceof Node && !dom.contains(to)) view.dispatch({ effects: setRename.of(null) });
	});
	return { dom, focus: () => field.select() };
}
