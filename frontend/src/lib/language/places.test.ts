import { EditorState, Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { changesOf, offsetOf, placeOf, spanOf } from './places';

const text = 'name: "Größe"\nwish: "🙂🙃 now"\nlast: 1';
const doc = Text.of(text.split('\n'));

describe('a place', () => {
	it.each([
		['the beginning', 1, 1, 0],
		['after letters of one unit', 1, 13, text.indexOf('"\nwish')],
		['after letters of two units', 2, 11, text.indexOf('now')],
		['between two of them', 2, 9, text.indexOf('🙃')],
		['the end of the text', 3, 8, text.length],
	])('is the offset of %s, and back', (_, line, column, offset) => {
		expect(offsetOf(doc, line, column)).toBe(offset);
		expect(placeOf(doc, offset)).toEqual({ line, column });
	});

	it.each([
		[0, 5, 0],
		[1, 900, 13],
		[2, 900, text.indexOf('\nlast')],
		[9, 1, text.length],
		[2, -3, 14],
	])('outside the text (%i, %i) is the nearest inside', (line, column, offset) => {
		expect(offsetOf(doc, line, column)).toBe(offset);
	});

	it('counts a CRLF as the editor does, as one', () => {
		const state = EditorState.create({
			doc: 'a: 1\r\nb: 🙂x\r\n',
			extensions: EditorState.lineSeparator.of('\r\n'),
		});
		const offset = offsetOf(state.doc, 2, 5);
		expect(state.sliceDoc(offset, offset + 1)).toBe('x');
		expect(placeOf(state.doc, offset)).toEqual({ line: 2, column: 5 });
	});

	it('never ends before it begins', () => {
		expect(spanOf(doc, { line: 2, column: 4, end_line: 1, end_column: 1 })).toEqual({ from: 17, to: 17 });
	});
});

it('turns edits into changes of the text they were made for', () => {
	const edit = { line: 2, column: 8, end_line: 2, end_column: 10, text: '' };
	const [change] = changesOf(doc, [edit]);
	expect(text.slice(0, change?.from) + text.slice(change?.to)).toContain('wish: " now"');
});
