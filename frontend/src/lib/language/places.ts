// The program counts characters (code points), lines and columns from 1; a string and the editor count UTF-16 units.

import type { TextEdit, TextRange } from '$lib/backend';

/** The lines of a text, as the editor's own document gives them. */
export interface Lines {
	readonly lines: number;
	readonly length: number;
	line(number: number): { from: number; to: number; text: string };
	lineAt(offset: number): { number: number; from: number; text: string };
}

export interface Span {
	from: number;
	to: number;
}

/** The offset of a place. One outside the text counts as the nearest place inside. */
export function offsetOf(doc: Lines, line: number, column: number): number {
	if (line < 1) return 0;
	if (line > doc.lines) return doc.length;
	const { from, text } = doc.line(line);
	return from + unitsOf(text, Math.max(0, column - 1));
}

export function spanOf(doc: Lines, range: TextRange): Span {
	const from = offsetOf(doc, range.line, range.column);
	return { from, to: Math.max(from, offsetOf(doc, range.end_line, range.end_column)) };
}

/** The place of an offset, as the program counts it. */
export function placeOf(doc: Lines, offset: number): { line: number; column: number } {
	const { number, from, text } = doc.lineAt(offset);
	const before = text.slice(0, offset - from);
	return { line: number, column: 1 + (hasPairs(before) ? [...before].length : before.length) };
}

/** The edits as changes of the document they were made for. */
export function changesOf(doc: Lines, edits: TextEdit[]): (Span & { text: string })[] {
	return edits.map((edit) => ({ ...spanOf(doc, edit), text: edit.text }));
}

/** How many UTF-16 units the first characters of a text take; all of it when it has fewer. */
function unitsOf(text: string, characters: number): number {
	if (!hasPairs(text)) return Math.min(characters, text.length);
	let units = 0;
	for (const character of text) {
		if (characters-- === 0) break;
		units += character.length;
	}
	return units;
}

function hasPairs(text: string): boolean {
	return /[\ud800-\udbff]/.test(text);
}
