import { codeFolding, foldGutter, foldKeymap } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { say } from '$lib/words';

const SVG = 'http://www.w3.org/2000/svg';

function chevron(open: boolean): HTMLElement {
	const mark = document.createElement('span');
	mark.className = open ? 'fold-mark open' : 'fold-mark';
	mark.title = open ? say.editor.fold : say.editor.unfold;
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('fill', 'none');
	svg.setAttribute('stroke', 'currentColor');
	svg.setAttribute('stroke-width', '2');
	const line = document.createElementNS(SVG, 'path');
	line.setAttribute('d', open ? 'm6 9 6 6 6-6' : 'm9 18 6-6-6-6');
	svg.append(line);
	mark.append(svg);
	return mark;
}

/** Folds the blocks of the YAML; what is folded says how many lines it holds. */
export const folding: Extension = [
	codeFolding({
		preparePlaceholder: (state, range) =>
			state.doc.lineAt(range.to).number - state.doc.lineAt(range.from).number,
		placeholderDOM(_view, unfold, lines: number) {
			const button = document.createElement('button');
			button.type = 'button';
			button.className = 'folded';
			button.textContent = say.editor.lines(lines);
			button.setAttribute('aria-label', say.editor.unfoldLines(lines));
			button.onclick = unfold;
			return button;
		},
	}),
	foldGutter({ markerDOM: chevron }),
	keymap.of(foldKeymap),
];
