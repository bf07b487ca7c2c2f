import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { sameText } from '$lib/language';
import { lineEnding } from './setup';
import { typedIn } from './typed';

const open = (doc: string) =>
	EditorState.create({ doc, extensions: EditorState.lineSeparator.of(lineEnding(doc)) });

describe.each([
	['one that ends its lines with LF', 'name: "Größe"\nwish: "🙂"\n'],
	['one that ends its lines with CRLF', 'name: A\r\nlast: 🙂\r\n'],
	['one with a stray CR', 'name: A\rB\nlast: 1'],
	['an empty one', ''],
])('a text in an editor, %s', (_, text) => {
	const state = open(text);
	const typed = typedIn(state);

	it('is what was opened, and as long', () => {
		expect([String(typed), typed.length]).toEqual([text, text.length]);
		expect(sameText(typed, text)).toBe(true);
		expect(sameText(text, `${text} `)).toBe(false);
	});

	it.each([
		[0, 9],
		[3, 8],
		[5, 900],
	])('has the same part from %i to %i, before and after a string was made of it', (from, to) => {
		const fresh = typedIn(open(text));
		const before = fresh.slice(from, to);
		expect([before, (String(fresh), fresh.slice(from, to))]).toEqual([
			text.slice(from, to),
			text.slice(from, to),
		]);
	});

	it('is the same object while nothing is typed, and another after that', () => {
		expect(typedIn(state.update({ selection: { anchor: state.doc.length } }).state)).toBe(typed);
		const after = typedIn(state.update({ changes: { from: 0, insert: '#' } }).state);
		expect([String(after), sameText(after, typed)]).toEqual([`#${text}`, false]);
	});
});
