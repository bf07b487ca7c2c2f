import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { helpLook } from './helpLook';
import { tags } from '@lezer/highlight';

// Colours are tokens, so one theme serves light and dark.
const look = EditorView.theme({
	'&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text-1)' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': {
		fontFamily: 'var(--mono)',
		fontSize: 'var(--text-size, 12px)',
		lineHeight: 'calc(var(--text-size, 12px) + 8px)',
		fontVariantLigatures: 'none',
		letterSpacing: '0',
	},
	'.cm-content': { padding: '8px 0 40px', caretColor: 'var(--accent)' },
	'.cm-content:focus-visible': { outline: 'none', boxShadow: 'none' },
	'.cm-line': { padding: '0 16px 0 6px' },
	'.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px', marginLeft: '-1px' },
	'&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
		backgroundColor: 'var(--code-selection)',
	},
	'.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--code-line) 72%, transparent)' },
	'.cm-activeLineGutter': { backgroundColor: 'var(--code-line)', color: 'var(--text-1)' },
	'.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text-3)', border: 'none' },
	'.cm-lineNumbers .cm-gutterElement': { padding: '0 2px 0 16px', minWidth: '44px' },
	'.cm-foldGutter .cm-gutterElement': { width: '20px', display: 'grid', placeItems: 'center' },
	'.fold-mark': { display: 'block', width: '14px', height: '14px', color: 'var(--text-3)' },
	'.fold-mark:hover': { color: 'var(--text-1)' },
	'.folded': {
		margin: '0 6px',
		padding: '0 6px',
		border: '0',
		borderRadius: 'var(--r-chip)',
		backgroundColor: 'var(--hover)',
		color: 'var(--text-2)',
		fontSize: '11px',
		lineHeight: '16px',
	},
	'.folded:hover': { color: 'var(--text-1)' },
	'.cm-guides': {
		backgroundImage: 'repeating-linear-gradient(to right, var(--line-1) 0 1px, transparent 1px 2ch)',
		backgroundSize: 'var(--guides) 100%',
		backgroundRepeat: 'no-repeat',
		backgroundOrigin: 'content-box',
	},
	'.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
		backgroundColor: 'var(--accent-soft)',
		outline: '1px solid var(--line-2)',
	},
	'.cm-selectionMatch': { backgroundColor: 'var(--hover)', outline: '1px solid var(--line-2)' },
	'.cm-searchMatch': { backgroundColor: 'var(--code-match)' },
	'.cm-searchMatch.cm-searchMatch-selected': { outline: '2px solid var(--accent)' },
	'.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--text-1)', border: '0' },
	'.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line-2)' },
	'.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line-2)' },
	'.cm-code-number': { color: 'var(--code-number)' },
	'.cm-code-expression': { color: 'var(--code-expression)' },
});

const colours = HighlightStyle.define([
	{ tag: tags.definition(tags.propertyName), color: 'var(--code-key)' },
	{ tag: [tags.string, tags.content, tags.special(tags.string)], color: 'var(--code-string)' },
	{ tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
	{ tag: [tags.comment, tags.lineComment, tags.punctuation, tags.separator], color: 'var(--code-quiet)' },
	{ tag: [tags.squareBracket, tags.brace], color: 'var(--code-quiet)' },
	{ tag: [tags.labelName, tags.typeName, tags.keyword, tags.meta], color: 'var(--code-expression)' },
]);

export const theme: Extension = [look, helpLook, syntaxHighlighting(colours)];
