import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { lineEnding } from './setup';

it.each([
	['LF', 'a: 1\nb: 2\n'],
	['CRLF', 'a: 1\r\nb: 2\r\n'],
	['mixed endings', 'a: 1\r\nb: 2\nc: 3\r\n'],
	['old Mac endings', 'a: 1\rb: 2\r'],
	['no line end', 'a: 1'],
	['a byte order mark', '\uFEFFa: 1\n'],
	['nothing', ''],
])('gives back every byte of a text with %s', (_, text) => {
	const state = EditorState.create({ doc: text, extensions: EditorState.lineSeparator.of(lineEnding(text)) });
	expect(state.sliceDoc()).toBe(text);
});

it('splits at CRLF only where all lines end so', () => {
	expect([lineEnding('a\r\nb\r\n'), lineEnding('a\r\nb\n'), lineEnding('a')]).toEqual(['\r\n', '\n', '\n']);
});
