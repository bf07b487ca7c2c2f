import { EditorView } from '@codemirror/view';

/** Whole lines are tinted, changed words stronger; what is lit has a ring. Colours are tokens. */
export const mergedLook = EditorView.theme({
	// In one column the editor has its place to itself; side by side it is as high as its text.
	'& .cm-content': { padding: '4px 0' },
	'& .cm-lineNumbers .cm-gutterElement': { padding: '0 2px 0 12px', minWidth: '40px' },
	'& .cm-foldGutter': { display: 'none !important' },
	'& .cm-signs .cm-gutterElement': { width: '16px', textAlign: 'center' },
	'& .cm-signs-removed': { color: 'var(--red)' },
	'& .cm-signs-added': { color: 'var(--green)' },
	'&.cm-merge-a .cm-changedLine, & .cm-deletedChunk': { backgroundColor: 'var(--diff-removed) !important' },
	'&.cm-merge-b .cm-changedLine, & .cm-inlineChangedLine': {
		backgroundColor: 'var(--diff-added) !important',
	},
	'&.cm-merge-a .cm-changedText, & .cm-deletedChunk .cm-deletedText': {
		background: 'var(--diff-removed-word) !important',
		borderRadius: '2px',
		color: 'var(--text-1)',
	},
	'&.cm-merge-b .cm-changedText': {
		background: 'var(--diff-added-word) !important',
		borderRadius: '2px',
		color: 'var(--text-1)',
	},
	// Text on a word is always body text, whatever it is in the language.
	'& .cm-changedText span, & .cm-deletedText span, & .cm-deletedText': { color: 'var(--text-1)' },
	'& .cm-deletedChunk': { padding: '0 0 0 6px' },
	'& .cm-deletedLine, & .cm-deletedLine del, & .cm-insertedLine': { textDecoration: 'none' },
	// Of a line that only one text has, every word is new: the tint of the line says it.
	'& .cm-changedLine > .cm-changedText:only-child, & .cm-deletedLine > .cm-deletedText:only-child': {
		background: 'none !important',
	},
	'& .cm-collapsedLines': {
		padding: '0 8px',
		background: 'var(--hover)',
		color: 'var(--text-2)',
		font: '400 11px/20px var(--font)',
	},
	'& .cm-collapsedLines::before, & .cm-collapsedLines::after': { content: 'none' },
	'& .cm-collapsedLines:hover': { color: 'var(--text-1)' },
	'& .cm-lit-line': { boxShadow: 'inset 2px 0 var(--accent)' },
	'& .cm-lit': {
		outline: '1.5px solid var(--accent)',
		outlineOffset: '-1px',
		borderRadius: '2px',
	},
	'& .cm-mergeSpacer': {
		backgroundImage: 'repeating-linear-gradient(135deg, var(--line-1) 0 1px, transparent 1px 6px)',
	},
});
