// The find bar, in the interface's own parts: find, replace, and how to match.

import {
	closeSearchPanel,
	findNext,
	findPrevious,
	getSearchQuery,
	replaceAll,
	replaceNext,
	search,
	SearchQuery,
	setSearchQuery,
} from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { runScopeHandlers, type EditorView, type Panel, type ViewUpdate } from '@codemirror/view';
import { say } from '$lib/words';
import { element } from './signs';

function field(label: string): HTMLInputElement {
	return element('input', {
		class: 'field mono',
		placeholder: label,
		'aria-label': label,
		spellcheck: 'false',
	});
}

class SearchBar implements Panel {
	readonly dom: HTMLElement;
	readonly top = true;
	readonly #find = field(say.editor.find);
	readonly #replace = field(say.editor.replaceWith);
	readonly #count = element('span', { class: 'search-count', role: 'status' });
	readonly #matchCase: HTMLButtonElement;
	readonly #words: HTMLButtonElement;
	readonly #pattern: HTMLButtonElement;

	constructor(private readonly view: EditorView) {
		this.#find.setAttribute('main-field', 'true');
		this.#matchCase = this.#switch('Aa', say.editor.matchCase);
		this.#words = this.#switch('ab', say.editor.wholeWords);
		this.#pattern = this.#switch('.*', say.editor.pattern);
		this.#find.oninput = this.#replace.oninput = () => this.#commit();
		const finding = element(
			'div',
			{ class: 'search-row' },
			this.#find,
			this.#matchCase,
			this.#words,
			this.#pattern,
			this.#button(say.editor.previous, () => findPrevious(view), 'Shift Enter'),
			this.#button(say.editor.next, () => findNext(view), 'Enter'),
			this.#count,
			this.#button(say.editor.close, () => closeSearchPanel(view), 'Esc'),
		);
		const rows: Node[] = [finding];
		if (!view.state.readOnly) {
			rows.push(
				element(
					'div',
					{ class: 'search-row' },
					this.#replace,
					this.#button(say.editor.replace, () => replaceNext(view), 'Enter'),
					this.#button(say.editor.replaceAll, () => replaceAll(view)),
				),
			);
		}
		this.dom = element(
			'div',
			{ class: 'search-bar', role: 'search', 'aria-label': say.editor.findBar },
			...rows,
		);
		this.dom.onkeydown = (event) => this.#key(event);
		this.#show(getSearchQuery(view.state));
	}

	mount(): void {
		this.#find.select();
	}

	update(update: ViewUpdate): void {
		for (const transaction of update.transactions) {
			for (const effect of transaction.effects) {
				if (effect.is(setSearchQuery) && !effect.value.eq(this.#query())) this.#show(effect.value);
			}
		}
		if (update.docChanged || update.selectionSet) this.#tell();
	}

	#query(): SearchQuery {
		return new SearchQuery({
			search: this.#find.value,
			replace: this.#replace.value,
			caseSensitive: on(this.#matchCase),
			wholeWord: on(this.#words),
			regexp: on(this.#pattern),
			literal: !on(this.#pattern),
		});
	}

	#commit(): void {
		const query = this.#query();
		if (!query.eq(getSearchQuery(this.view.state))) {
			this.view.dispatch({ effects: setSearchQuery.of(query) });
		}
		this.#tell();
	}

	#show(query: SearchQuery): void {
		this.#find.value = query.search;
		this.#replace.value = query.replace;
		press(this.#matchCase, query.caseSensitive);
		press(this.#words, query.wholeWord);
		press(this.#pattern, query.regexp);
		this.#tell();
	}

	/** Says how many places match, and which of them is selected. */
	#tell(): void {
		const query = this.#query();
		if (query.search === '') return void (this.#count.textContent = '');
		if (!query.valid) return void (this.#count.textContent = say.editor.notAPattern);
		const { from, to } = this.view.state.selection.main;
		let at = 0;
		let all = 0;
		const cursor = query.getCursor(this.view.state);
		for (let next = cursor.next(); !next.done && all < 1000; next = cursor.next()) {
			all++;
			if (next.value.from === from && next.value.to === to) at = all;
		}
		const total = all === 1000 ? say.editor.orMore(all) : String(all);
		this.#count.textContent =
			all === 0 ? say.editor.nothingFound : at ? say.editor.foundAt(at, total) : say.editor.found(total);
	}

	#key(event: KeyboardEvent): void {
		if (runScopeHandlers(this.view, event, 'search-panel')) return event.preventDefault();
		if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
		event.preventDefault();
		if (event.target === this.#replace) replaceNext(this.view);
		else (event.shiftKey ? findPrevious : findNext)(this.view);
	}

	#button(name: string, run: () => unknown, keys = ''): HTMLButtonElement {
		const button = element('button', { type: 'button', class: 'search-button', title: keys }, name);
		button.onclick = () => void run();
		return button;
	}

	#switch(sign: string, name: string): HTMLButtonElement {
		const attributes = { type: 'button', class: 'search-switch mono', title: name, 'aria-label': name };
		const button = element('button', { ...attributes, 'data-sign': sign });
		press(button, false);
		button.onclick = () => {
			press(button, !on(button));
			this.#commit();
		};
		return button;
	}
}

function on(button: HTMLButtonElement): boolean {
	return button.getAttribute('aria-pressed') === 'true';
}

function press(button: HTMLButtonElement, pressed: boolean): void {
	button.setAttribute('aria-pressed', String(pressed));
}

export const searchBar: Extension = search({ top: true, createPanel: (view) => new SearchBar(view) });
