import {
	acceptCompletion,
	autocompletion,
	clearSnippet,
	nextSnippetField,
	pickedCompletion,
	prevSnippetField,
	snippet,
	snippetKeymap,
	startCompletion,
	type Completion as Option,
	type CompletionContext,
	type CompletionResult,
} from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { CompletionItem, LanguageBackend } from '$lib/backend';
import { placeOf, spanOf } from '$lib/language';
import { say } from '$lib/words';
import { element, sign } from './signs';
import { withStops } from './stops';
import { typedIn } from './typed';

interface Suggestion extends Option {
	kind: string;
}

function suggestion(item: CompletionItem, place: number): Suggestion {
	return {
		label: item.label,
		detail: item.detail || undefined,
		kind: item.kind,
		// The program's order counts where the letters fit equally well.
		boost: -Math.min(place, 90),
		info: item.documentation ? () => element('div', { class: 'cm-doc' }, item.documentation) : undefined,
		apply: (view, option, from, to) => {
			if (item.kind === 'snippet') {
				const [indent = ''] = /^\s*/.exec(view.state.doc.lineAt(from).text) ?? [];
				return snippet(withStops(item.insert, indent))(view, option, from, to);
			}
			const insert = view.state.toText(
				view.state.lineBreak === '\r\n' ? item.insert.replace(/\r?\n/g, '\r\n') : item.insert,
			);
			view.dispatch({
				changes: { from, to, insert },
				selection: { anchor: from + insert.length },
				annotations: pickedCompletion.of(option),
				userEvent: 'input.complete',
				scrollIntoView: true,
			});
		},
	};
}

/** Goes to the next stop of a snippet; where nothing stands there yet, it says at once what may. */
function nextStop(view: EditorView): boolean {
	if (!nextSnippetField(view)) return false;
	if (view.state.selection.main.empty) startCompletion(view);
	return true;
}

/** Asks the program what can stand at the caret. */
export async function suggestions(
	context: CompletionContext,
	backend: LanguageBackend,
): Promise<CompletionResult | null> {
	const { state, pos, explicit } = context;
	const { line, column } = placeOf(state.doc, pos);
	const { items, ...range } = await backend
		.complete(String(typedIn(state)), line, column)
		.catch(() => ({ items: [], line, column, end_line: line, end_column: column }));
	if (context.aborted || items.length === 0) return null;
	const span = spanOf(state.doc, range);
	const from = Math.min(span.from, pos);
	// What is typed in full needs no help, and Enter shall begin a new line there.
	const typed = state.sliceDoc(from, Math.max(span.to, pos));
	const only = items.filter((item) => item.label.startsWith(typed));
	if (!explicit && only.length === 1 && only[0]?.insert === typed) return null;
	return { from, to: Math.max(span.to, pos), options: items.map(suggestion) };
}

export function completing(backend: LanguageBackend): Extension {
	return [
		Prec.highest(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
		snippetKeymap.of([
			{ key: 'Tab', run: nextStop, shift: prevSnippetField },
			{ key: 'Escape', run: clearSnippet },
		]),
		autocompletion({
			override: [(context) => suggestions(context, backend)],
			icons: false,
			maxRenderedOptions: 60,
			activateOnCompletion: (option) => (option as Suggestion).kind === 'key',
			addToOptions: [
				{
					position: 20,
					render: (option) => {
						const { kind } = option as Suggestion;
						return element(
							'span',
							{ class: `cm-kind ${kind}`, title: say.editor.kinds[kind] ?? kind },
							sign(kind),
						);
					},
				},
			],
		}),
		EditorView.contentAttributes.of({ 'aria-autocomplete': 'list' }),
	];
}
