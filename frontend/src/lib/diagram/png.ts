// A diagram as a PNG, drawn on a canvas: so it has the fonts of the page.

import { figuresOf } from './figures';
import { FONTS } from './measure';
import type { Layout } from './model';
import { PALETTE, type Theme } from './palette';

/** A canvas larger than this, in either direction, is none in some browsers. */
const MOST = 16_000;

/** Twice as large as on the screen at 100 %, or as large as can be. Rejects when the browser cannot draw it. */
export async function pngOf(layout: Layout, theme: Theme): Promise<Blob> {
	const scale = Math.min(2, MOST / Math.max(layout.width, layout.height, 1));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(layout.width * scale));
	canvas.height = Math.max(1, Math.round(layout.height * scale));
	const context = canvas.getContext('2d');
	if (!context) throw new Error('There is no canvas to draw on.');
	paint(context, layout, theme, scale);
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
	if (!blob) throw new Error('The picture is too large for this browser.');
	return blob;
}

function paint(context: CanvasRenderingContext2D, layout: Layout, theme: Theme, scale: number): void {
	const colours = PALETTE[theme];
	context.lineCap = 'round';
	context.lineJoin = 'round';
	for (const figure of figuresOf(layout)) {
		const { x, y } = figure.at;
		context.setTransform(scale, 0, 0, scale, x * scale, y * scale);
		if (figure.kind === 'words') {
			context.font = FONTS[figure.font];
			context.textAlign = figure.from === 'middle' ? 'center' : 'start';
			context.fillStyle = colours[figure.fill];
			context.fillText(figure.text, 0, 0);
			continue;
		}
		const path = new Path2D(figure.path);
		if (figure.fill) {
			context.fillStyle = colours[figure.fill];
			context.fill(path);
		}
		if (!figure.line) continue;
		context.strokeStyle = colours[figure.line];
		context.lineWidth = figure.width;
		context.setLineDash(figure.dashes);
		context.stroke(path);
	}
}
