// Thin lines at each level of indentation, drawn as the ground of a line. A blank line has
// those that the lines around it share.

import { RangeSetBuilder, type Extension, type Line, type Text } from '@codemirror/state';
import {
	Decoration,
	ViewPlugin,
	type DecorationSet,
	type EditorView,
	type ViewUpdate,
} from '@codemirror/view';

// How far up an indentation is looked for before a blank line is taken for one without.
const REACH = 40;

function indentOf(text: string): number {
	return text.length - text.trimStart().length;
}

/** The indentation of the nearest line with text in one direction; 0 when there is none within reach. */
function nearest(doc: Text, line: number, step: 1 | -1): number {
	for (let n = line + step, i = 0; n >= 1 && n <= doc.lines && i < REACH; n += step, i++) {
		const { text } = doc.line(n);
		if (text.trim() !== '') return indentOf(text);
	}
	return 0;
}

function levelOf(doc: Text, line: Line): number {
	if (line.text.trim() !== '') return indentOf(line.text);
	return Math.min(nearest(doc, line.number, -1), nearest(doc, line.number, 1));
}

function decorate(view: EditorView): DecorationSet {
	const builder = new RangeSetBuilder<Decoration>();
	const { doc } = view.state;
	for (const { from, to } of view.visibleRanges) {
		for (let at = from; at <= to;) {
			const line = doc.lineAt(at);
			const indent = levelOf(doc, line);
			if (indent > 1) {
				const attributes = { class: 'cm-guides', style: `--guides: ${indent}ch` };
				builder.add(line.from, line.from, Decoration.line({ attributes }));
			}
			at = line.to + 1;
		}
	}
	return builder.finish();
}

export const guides: Extension = ViewPlugin.fromClass(
	class {
		decorations: DecorationSet;
		constructor(view: EditorView) {
			this.decorations = decorate(view);
		}
		update(update: ViewUpdate) {
			if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
		}
	},
	{ decorations: (plugin) => plugin.decorations },
);
