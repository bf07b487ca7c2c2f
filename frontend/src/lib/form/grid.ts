import type { FieldLook, FormBlock, FormCell } from '$lib/backend';
import type { Width } from './filling.svelte';

const NO_LOOK: FieldLook = { align: '', valign: '', span: '', label_position: '', bottom_border: false };

/** Fields one below the other. */
export function plain(names: readonly string[]): FormBlock {
	return { by_columns: false, lines: names.map((field) => [{ field, ...NO_LOOK }]), widths: [] };
}

/** How many fields stand in a row at most. What a form does not say is what runtimes take. */
export function mostInRow(width: Width, form: { tablet: number; mobile: number }): number {
	if (width === 'desktop') return Infinity;
	return width === 'tablet' ? form.tablet || 2 : form.mobile || 1;
}

/** The rows of a block as a screen of a width has them, with the cells that are shown. */
export function rowsOf(block: FormBlock, most: number, shown: (cell: FormCell) => boolean): FormCell[][] {
	return block.lines
		.map((line) => line.filter(shown))
		.flatMap((line) => parts(line, most))
		.filter((line) => line.length > 0);
}

/** A list in parts of at most so many. */
export function parts<T>(list: readonly T[], most: number): T[][] {
	if (list.length <= most) return [[...list]];
	const found: T[][] = [];
	for (let at = 0; at < list.length; at += Math.max(1, most))
		found.push(list.slice(at, at + Math.max(1, most)));
	return found;
}

const LENGTH = /^\d+(\.\d+)?(px|%|fr|rem|em)$/;
const WORDS = ['auto', 'min-content', 'max-content'];

/** A CSS length as it is written, or nothing: a text may say anything. */
export function length(written: string): string | undefined {
	return LENGTH.test(written) && !written.endsWith('fr') ? written : undefined;
}

/** The columns of a block for CSS: numbers are shares. */
export function columnsOf(widths: readonly string[], count: number): string {
	return Array.from({ length: count }, (_, i) => {
		const width = widths[i] ?? '';
		if (LENGTH.test(width) || WORDS.includes(width))
			return width.endsWith('fr') ? `minmax(0, ${width})` : width;
		if (width === 'fit-content') return 'fit-content(100%)';
		return /^\d+$/.test(width) ? `minmax(0, ${width}fr)` : 'minmax(0, 1fr)';
	}).join(' ');
}
