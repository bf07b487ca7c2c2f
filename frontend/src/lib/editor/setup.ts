import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
	dropCursor,
	EditorView,
	highlightActiveLine,
	highlightActiveLineGutter,
	highlightSpecialChars,
	keymap,
	lineNumbers,
} from '@codemirror/view';
import { say } from '$lib/words';
import { around } from './around';
import { caret } from './caret';
import { folding } from './folding';
import { guides } from './guides';
import { language } from './language';
import { searchBar } from './search';
import { theme } from './theme';
import { values } from './values';

/**
 * The line ending to split at. Only a text that uses CRLF throughout is split there; in any other text a stray CR stays
 * a character, so that every byte comes back as it was.
 */
export function lineEnding(text: string): string {
	const all = text.split('\n').length - 1;
	return all > 0 && text.split('\r\n').length - 1 === all ? '\r\n' : '\n';
}

/** What editing and reading have in common. */
function reading(text: string, name: string): Extension {
	return [
		EditorState.lineSeparator.of(lineEnding(text)),
		EditorState.tabSize.of(2),
		EditorState.phrases.of(say.editor.phrases),
		indentUnit.of('  '),
		lineNumbers(),
		folding,
		highlightSpecialChars(),
		caret,
		language,
		values,
		guides,
		searchBar,
		highlightSelectionMatches(),
		theme,
		EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
	];
}

/** What happens in the text does not move what is around it: a letter is not a matter for the layout of the whole page. */
const apart = EditorView.theme({ '.cm-scroller': { contain: 'strict' } });

export function editable(text: string, name: string): Extension {
	return [
		reading(text, name),
		apart,
		history(),
		dropCursor(),
		indentOnInput(),
		bracketMatching(),
		highlightActiveLine(),
		highlightActiveLineGutter(),
		around,
		EditorState.allowMultipleSelections.of(true),
		EditorView.clipboardInputFilter.of((pasted, state) => pasted.replace(/\r\n?|\n/g, state.lineBreak)),
		// Esc, then Tab leaves the editor: CodeMirror lets the next Tab through after an Esc.
		keymap.of([
			{ key: 'Tab', run: indentMore, shift: indentLess },
			...searchKeymap,
			...historyKeymap,
			...defaultKeymap,
		]),
		EditorView.contentAttributes.of({
			'aria-description': say.editor.leave,
		}),
	];
}

export function readOnly(text: string, name: string): Extension {
	return [
		reading(text, name),
		EditorState.readOnly.of(true),
		EditorView.editable.of(false),
		EditorView.contentAttributes.of({ 'aria-readonly': 'true' }),
		keymap.of([...searchKeymap, ...defaultKeymap]),
	];
}
