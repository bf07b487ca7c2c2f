// Colours what the YAML grammar takes for plain text: numbers, true, false and null, and ${expressions}.

import { syntaxTree } from '@codemirror/language';
import { Prec, RangeSetBuilder, type Extension } from '@codemirror/state';
import {
	Decoration,
	ViewPlugin,
	type DecorationSet,
	type EditorView,
	type ViewUpdate,
} from '@codemirror/view';

const number = Decoration.mark({ class: 'cm-code-number' });
const expression = Decoration.mark({ class: 'cm-code-expression' });

const scalar = /^(?:[-+]?(?:\d[\d_]*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|~)$/;
const TEXTS = new Set(['Literal', 'QuotedLiteral', 'BlockLiteralContent']);

function decorate(view: EditorView): DecorationSet {
	const builder = new RangeSetBuilder<Decoration>();
	for (const { from, to } of view.visibleRanges) {
		syntaxTree(view.state).iterate({
			from,
			to,
			enter(node) {
				if (!TEXTS.has(node.name) || node.node.parent?.name === 'Key') return;
				const start = Math.max(node.from, from);
				const text = view.state.sliceDoc(start, Math.min(node.to, to));
				if (node.name === 'Literal' && scalar.test(text)) return void builder.add(node.from, node.to, number);
				for (const found of text.matchAll(/\$\{[^}\n]*\}/g)) {
					builder.add(start + found.index, start + found.index + found[0].length, expression);
				}
			},
		});
	}
	return builder.finish();
}

// Above the grammar's own colours: of two marks on the same text the higher one is the inner one.
export const values: Extension = Prec.highest(
	ViewPlugin.fromClass(
		class {
			decorations: DecorationSet;
			constructor(view: EditorView) {
				this.decorations = decorate(view);
			}
			update(update: ViewUpdate) {
				const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
				if (update.docChanged || update.viewportChanged || parsed) this.decorations = decorate(update.view);
			}
		},
		{ decorations: (plugin) => plugin.decorations },
	),
);
