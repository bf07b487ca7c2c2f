// A small editor for one value: no line numbers, no folding, no help with the document around it.

import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { caret } from './caret';
import { language } from './language';
import { theme } from './theme';
import { values } from './values';

const look = EditorView.theme({
	'&': { height: 'auto', maxHeight: '240px', borderRadius: 'var(--r-field)' },
	'.cm-scroller': { overflow: 'auto' },
	'.cm-content': { padding: '6px 0' },
	'.cm-line': { padding: '0 10px' },
});

export function valueField(name: string): Extension {
	return [
		EditorState.tabSize.of(2),
		indentUnit.of('  '),
		history(),
		highlightSpecialChars(),
		caret,
		indentOnInput(),
		bracketMatching(),
		language,
		values,
		look,
		theme,
		EditorView.lineWrapping,
		EditorView.contentAttributes.of({ 'aria-label': name }),
		// Esc, then Tab leaves the editor, as in the large one.
		keymap.of([{ key: 'Tab', run: indentMore, shift: indentLess }, ...historyKeymap, ...defaultKeymap]),
	];
}
