import { EditorSelection, EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { changesTo } from './changes';
import { lineEnding } from './setup';

function stateOf(text: string, caret = 0): EditorState {
	return EditorState.create({
		doc: text,
		selection: EditorSelection.cursor(caret),
		extensions: EditorState.lineSeparator.of(lineEnding(text)),
	});
}

it.each([
	['nothing', 'a: 1\n', 'a: 1\n'],
	['lines in two places', 'a: 1\nb: 2\nc: 3\nd: 4\n', 'z: 0\na: 1\nb: 2\nd: 5\n'],
	['CRLF', 'a: 1\r\nb: 2\r\nc: 3\r\n', 'a: 1\r\nc: 4\r\nd: 🙂\r\n'],
	['no line end at the end', 'a: 1\nb: 2', 'a: 1\nb: 3\n'],
	['all of it', 'a', ''],
	['from nothing', '', 'a: 1\nb: 2\n'],
])('turns a text into another that differs in %s', (_, before, after) => {
	const state = stateOf(before);
	const { newDoc } = state.update({ changes: changesTo(state, after) });
	expect(state.update({ changes: changesTo(state, after) }).state.sliceDoc()).toBe(after);
	expect(newDoc.lines).toBe(after.split('\n').length);
});

it('leaves the caret where it was, between what has changed above and below', () => {
	const before = 'a: 1\nb: 2\nc: 3\nd: 4\n';
	const state = stateOf(before, before.indexOf('2'));
	const after = 'z: 0\na: one\nb: 2\nc: 3\n';
	const next = state.update({ changes: changesTo(state, after) }).state;
	expect(next.sliceDoc(next.selection.main.head)).toBe('2\nc: 3\n');
});

it('keeps the caret in a line whose other end has changed', () => {
	const before = 'name: "Purchase Request"\n';
	const state = stateOf(before, before.indexOf(' Request'));
	const next = state.update({ changes: changesTo(state, 'name: "Purchase Order"\n') }).state;
	expect(next.sliceDoc(0, next.selection.main.head)).toBe('name: "Purchase');
});
