// A diagram as a standalone SVG: it needs nothing but itself, and a font of its own choice where ours is not installed.

import { figuresOf, type Figure } from './figures';
import { FONTS } from './measure';
import type { Layout } from './model';
import { PALETTE, type Theme } from './palette';

/** The text of the SVG. `title` is what it is called, and read out. */
export function svgOf(layout: Layout, theme: Theme, title: string): string {
	const colours = PALETTE[theme];
	const { width, height } = layout;
	const lines = figuresOf(layout).map((figure) => `  ${written(figure, colours)}`);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`  <title>${escaped(title)}</title>`,
		...lines,
		'</svg>',
		'',
	].join('\n');
}

function written(figure: Figure, colours: Record<string, string>): string {
	const { x, y } = figure.at;
	if (figure.kind === 'words') {
		const [, weight, size, family] = /^(\d+) (\S+) (.+)$/.exec(FONTS[figure.font]) ?? [];
		const anchor = figure.from === 'middle' ? ' text-anchor="middle"' : '';
		return `<text x="${short(x)}" y="${short(y)}"${anchor} font-family="${escaped(family ?? '')}" font-size="${size}" font-weight="${weight}" fill="${colours[figure.fill]}">${escaped(figure.text)}</text>`;
	}
	const { path, fill, line, width, dashes } = figure;
	const place = x === 0 && y === 0 ? '' : ` transform="translate(${short(x)} ${short(y)})"`;
	const dash = dashes.length > 0 ? ` stroke-dasharray="${dashes.join(' ')}"` : '';
	const stroke = line
		? ` stroke="${colours[line]}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${dash}`
		: '';
	return `<path d="${path}"${place} fill="${fill ? colours[fill] : 'none'}"${stroke}/>`;
}

function short(n: number): string {
	return String(Math.round(n * 100) / 100);
}

function escaped(text: string): string {
	// XML 1.0 has no place for most control characters.
	// eslint-disable-next-line no-control-regex
	const printable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
	return printable.replace(
		/[&<>"]/g,
		(sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
	);
}
