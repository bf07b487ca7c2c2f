// The editor that helps: everything it can do with the program's reading of the text, for those who command it.

import { startCompletion } from '@codemirror/autocomplete';
import { redo, undo } from '@codemirror/commands';
import { gotoLine, openSearchPanel } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import {
	asBackendError,
	type Diagnostic,
	type LanguageBackend,
	type TextEdit,
	type TextRange,
} from '$lib/backend';
import { isBroken, spanOf, type Uses } from '$lib/language';
import { say } from '$lib/words';
import { completing } from './completion';
import { applyAsked } from './edits';
import { explainAtCaret, explaining } from './explain';
import { placedIn } from './found';
import { goToNeighbour, goToProblem, mend, mendAtCaret } from './mend';
import { overview } from './overview';
import { problems } from './problems';
import { openRename, renaming } from './rename';
import { clickToDefine, followUses, placesOf, select, symbolAtCaret, usesField, usesOf } from './symbols';

/** What the editor needs to help; without it, it only edits. */
export interface Help {
	backend: LanguageBackend;
	/** Says something about an act that was asked for. */
	say: (sentence: string, hint?: string) => void;
	/** The places of the symbol whose uses were asked for; once more, not asked for, after each change of the text. */
	onuses: (uses: Uses, asked: boolean) => void;
}

export class Helper {
	#following: { kind: string; name: string } | null = null;

	constructor(private readonly help: Help) {}

	readonly extensions = (): Extension => {
		const { backend } = this.help;
		return [
			problems,
			overview,
			explaining(backend),
			completing(backend),
			renaming,
			usesField,
			clickToDefine((view) => void this.definition(view)),
			EditorView.updateListener.of((update) => {
				if (update.docChanged) this.#tellUses(update.view, false);
			}),
		];
	};

	nextProblem(view: EditorView, step: 1 | -1): void {
		if (!goToNeighbour(view, step)) this.help.say(say.editor.noProblems);
	}

	mendHere(view: EditorView): void {
		const reason = mendAtCaret(view);
		if (reason) this.help.say(reason);
	}

	mend(view: EditorView, problem: Diagnostic): void {
		if (!mend(view, problem)) this.help.say(say.editor.changed);
	}

	async explain(view: EditorView): Promise<void> {
		if (!(await explainAtCaret(view, this.help.backend))) this.help.say(say.editor.nothingToExplain);
	}

	rename(view: EditorView): Promise<void> {
		return this.#withSymbol(view, (symbol) => openRename(view, symbol, this.help.backend));
	}

	/** From the definition itself it goes on to the uses. */
	definition(view: EditorView): Promise<void> {
		return this.#withSymbol(view, (symbol) => {
			const definition = spanOf(view.state.doc, symbol.definition);
			const { head } = view.state.selection.main;
			if (head >= definition.from && head <= definition.to) return this.#showUses(view, symbol);
			select(view, definition);
		});
	}

	uses(view: EditorView): Promise<void> {
		return this.#withSymbol(view, (symbol) => this.#showUses(view, symbol));
	}

	async format(view: EditorView): Promise<void> {
		const done = await this.#apply(view, (text) => this.help.backend.format(text), 'input.format');
		if (done !== 0) return;
		const broken = placedIn(view.state).find(({ problem }) => isBroken(problem));
		if (!broken) return this.help.say(say.editor.tidy);
		const { number } = view.state.doc.lineAt(broken.from);
		this.help.say(say.editor.cannotTidy, say.editor.mendLineFirst(number));
	}

	async upgrade(view: EditorView): Promise<void> {
		const done = await this.#apply(view, (text) => this.help.backend.upgrade(text), 'input.upgrade');
		if (done === 0) this.help.say(say.editor.nothingOld);
		view.focus();
	}

	/** The document on the screen is another one. */
	forget(): void {
		this.#following = null;
	}

	async #apply(
		view: EditorView,
		ask: Parameters<typeof applyAsked>[1],
		event: string,
	): Promise<number | null> {
		try {
			const done = await applyAsked(view, ask, event);
			if (done === null) this.help.say(say.editor.changed);
			return done;
		} catch (thrown) {
			this.#complain(thrown);
			return null;
		}
	}

	async #withSymbol(
		view: EditorView,
		then: (symbol: NonNullable<Awaited<ReturnType<typeof symbolAtCaret>>>) => void,
	): Promise<void> {
		try {
			const symbol = await symbolAtCaret(view, this.help.backend);
			if (symbol) then(symbol);
			else this.help.say(say.editor.noSymbol);
		} catch (thrown) {
			this.#complain(thrown);
		}
	}

	#showUses(view: EditorView, symbol: NonNullable<Awaited<ReturnType<typeof symbolAtCaret>>>): void {
		this.#following = { kind: symbol.kind, name: symbol.name };
		view.dispatch({ effects: followUses.of(placesOf(view.state, symbol)) });
		this.#tellUses(view, true);
	}

	#tellUses(view: EditorView, asked: boolean): void {
		if (this.#following) this.help.onuses({ ...this.#following, places: usesOf(view.state) }, asked);
	}

	#complain(thrown: unknown): void {
		const { message, hint } = asBackendError(thrown);
		this.help.say(message, hint);
	}
}

/** The acts of an editor, for those outside it. */
export function handleOf(view: EditorView, helper: () => Helper | null) {
	const run = (command: (view: EditorView) => boolean) => () => void command(view);
	const helped = (act: (helper: Helper) => unknown) => () => {
		const found = helper();
		if (found) act(found);
	};
	return {
		focus: () => view.focus(),
		find: run(openSearchPanel),
		goToLine: run(gotoLine),
		undo: run(undo),
		redo: run(redo),
		goTo: (at: number) => select(view, { from: at, to: at }),
		keepCaretInSight: () => {
			const { head } = view.state.selection.main;
			view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 40 }) });
		},
		select: (range: TextRange, focus?: 'stay') => select(view, spanOf(view.state.doc, range), focus),
		apply: (ask: (text: string) => Promise<TextEdit[]>) => applyAsked(view, ask, 'input.diagram'),
		goToProblem: (problem: Diagnostic) => goToProblem(view, problem),
		nextProblem: (step: 1 | -1) => helper()?.nextProblem(view, step),
		mend: (problem: Diagnostic) => helper()?.mend(view, problem),
		mendHere: helped((h) => h.mendHere(view)),
		goToUse: (index: number) => {
			const place = view.state.field(usesField, false)?.[index];
			if (place) select(view, place);
		},
		complete: run((v) => {
			v.focus();
			return startCompletion(v);
		}),
		explain: helped((h) => h.explain(view)),
		rename: helped((h) => h.rename(view)),
		definition: helped((h) => h.definition(view)),
		uses: helped((h) => h.uses(view)),
		format: helped((h) => h.format(view)),
		upgrade: helped((h) => h.upgrade(view)),
	};
}
