// The caret blinks by a clock, and stands while somebody types. CodeMirror's own blinks by an animation, which makes the page
// draw sixty frames a second, and more of each, all the time.

import type { Extension } from '@codemirror/state';
import { drawSelection, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** How long it is seen, and then not, in ms. */
const BLINK = 600;

class Blinking {
	#clock: ReturnType<typeof setInterval> | undefined;
	#hidden = false;

	constructor(private readonly view: EditorView) {
		this.#begin();
	}

	update(update: ViewUpdate): void {
		if (update.docChanged || update.selectionSet || update.focusChanged) this.#begin();
	}

	destroy(): void {
		clearInterval(this.#clock);
	}

	#begin(): void {
		clearInterval(this.#clock);
		this.#show(true);
		if (this.view.hasFocus) this.#clock = setInterval(() => this.#show(this.#hidden), BLINK);
	}

	#show(shown: boolean): void {
		if (this.#hidden !== shown) return;
		this.#hidden = !shown;
		const layer = this.view.scrollDOM.querySelector<HTMLElement>(':scope > .cm-cursorLayer');
		if (layer) layer.style.visibility = shown ? '' : 'hidden';
	}
}

export const caret: Extension = [
	drawSelection({ cursorBlinkRate: 0 }),
	ViewPlugin.fromClass(Blinking),
	EditorView.theme({ '.cm-cursorLayer': { animation: 'none !important' } }),
];
