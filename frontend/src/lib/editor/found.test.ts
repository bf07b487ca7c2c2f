// @vitest-environment jsdom
import { history, undo } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic, TextEdit } from '$lib/backend';
import { applyAsked } from './edits';
import { foundField, isShown, neighbour, placedIn, showFound } from './found';
import { mend, mendAtCaret } from './mend';
import { lineEnding } from './setup';

let view: EditorView;
afterEach(() => view.destroy());

function open(doc: string): void {
	view = new EditorView({
		parent: document.body,
		state: EditorState.create({
			doc,
			extensions: [EditorState.lineSeparator.of(lineEnding(doc)), history(), foundField],
		}),
	});
}

function problem(line: number, column: number, length: number, text?: string): Diagnostic {
	const range = { line, column, end_line: line, end_column: column + length };
	const fix = text === undefined ? null : { title: `Change to "${text}"`, edits: [{ ...range, text }] };
	return { ...range, code: 'c', severity: 'error', path: '', message: 'Wrong.', hint: 'Mend it.', fix };
}

const texts = () => placedIn(view.state).map(({ from, to }) => view.state.sliceDoc(from, to));
const show = (...found: Diagnostic[]) => view.dispatch({ effects: showFound.of(found) });
const type = (at: number, insert: string) => view.dispatch({ changes: { from: at, insert } });

describe('problems', () => {
	it('stay with their text while it moves', () => {
		open('a: "🙂 one"\nb: two\n');
		show(problem(1, 7, 3), problem(2, 4, 3));
		expect(texts()).toEqual(['one', 'two']);

		type(0, '# first\n');
		expect(texts()).toEqual(['one', 'two']);
	});

	it('are shown already while they are the same ones and stand where they are said to', () => {
		open('a: one\nb: two\n');
		const [one, two] = [problem(1, 4, 3), problem(2, 4, 3, 'three')];
		expect(isShown(view.state, [])).toBe(false);
		show(one, two);
		expect([isShown(view.state, [one, two]), isShown(view.state, [one])]).toEqual([true, false]);
		expect(isShown(view.state, [one, problem(2, 4, 3, 'three')])).toBe(false);

		// Typed between them: both are where they were said to be
		type(6, ' # more');
		expect(isShown(view.state, [one, two])).toBe(true);
		// They stand a line lower now
		type(0, '# first\n');
		expect(isShown(view.state, [one, two])).toBe(false);
	});

	it('are not shown as they should be where their mend would go astray', () => {
		open('a: one\nb: two\n');
		const two = problem(2, 4, 3, 'three');
		show(two);
		view.dispatch({ changes: { from: 10, to: 13, insert: 'TWO' } });
		expect(isShown(view.state, [two])).toBe(false);
		expect(mend(view, two)).toBe(false);
	});

	it('that are none stay none', () => {
		open('a: one\n');
		show();
		type(0, '# first\n');
		expect([isShown(view.state, []), isShown(view.state, [problem(1, 1, 1)])]).toEqual([true, false]);
	});

	it('follow each other round the text', () => {
		open('a: one\nb: two\n');
		show(problem(1, 4, 3), problem(2, 4, 3));
		const from = (at: number, step: 1 | -1) => neighbour(view.state, { from: at, to: at }, step)?.from;
		expect([from(0, 1), from(3, 1), from(10, 1)]).toEqual([3, 10, 3]);
		expect([from(10, -1), from(3, -1)]).toEqual([3, 10]);
	});
});

describe('mending', () => {
	it('changes what it says, also after the text has moved, as one step to undo', () => {
		open('a: "🙂 one"\nb: two\n');
		const wrong = problem(1, 7, 3, 'three');
		show(wrong);
		type(0, '# first\n');

		expect(mend(view, wrong)).toBe(true);
		expect(view.state.sliceDoc()).toBe('# first\na: "🙂 three"\nb: two\n');
		undo(view);
		expect(view.state.sliceDoc()).toBe('# first\na: "🙂 one"\nb: two\n');
	});

	it('leaves alone what has been changed since it was read', () => {
		open('a: one\n');
		const wrong = problem(1, 4, 3, 'two');
		show(wrong);
		type(4, 'x');
		expect(mend(view, wrong)).toBe(false);
		expect(view.state.sliceDoc()).toBe('a: oxne\n');
	});

	it('at the caret takes the problem of the line, and says why where it cannot', () => {
		open('a: one\nb: two\nc: 3\n');
		show(problem(1, 4, 3, 'uno'), problem(2, 4, 3));
		expect(mendAtCaret(view)).toBeNull();
		expect(view.state.sliceDoc()).toContain('a: uno');
		view.dispatch({ selection: { anchor: 8 } });
		expect(mendAtCaret(view)).toBe('No sure way to mend this. Mend it.');
		view.dispatch({ selection: { anchor: 15 } });
		expect(mendAtCaret(view)).toBe('There is no problem on this line.');
	});
});

describe('edits of the program', () => {
	const edit = (line: number, column: number, end_column: number, text: string): TextEdit => ({
		line, column, end_line: line, end_column, text,
	}); // prettier-ignore

	it('are one step to undo, and the caret stays with its text', async () => {
		open('one: one\r\ntwo: one\r\n');
		view.dispatch({ selection: { anchor: view.state.doc.line(2).from + 3 } });
		const asked: string[] = [];
		const done = await applyAsked(
			view,
			async (text) => {
				asked.push(text);
				return [edit(1, 6, 9, 'three\nmore'), edit(2, 6, 9, 'three')];
			},
			'input.rename',
		);

		expect([done, asked]).toEqual([2, ['one: one\r\ntwo: one\r\n']]);
		expect(view.state.sliceDoc()).toBe('one: three\r\nmore\r\ntwo: three\r\n');
		expect(view.state.selection.main.head).toBe(view.state.doc.line(3).from + 3);
		undo(view);
		expect(view.state.sliceDoc()).toBe('one: one\r\ntwo: one\r\n');
	});

	it('for a text that was changed meanwhile are not applied', async () => {
		open('one: one\n');
		const ask = async () => {
			type(0, '# ');
			return [edit(1, 1, 4, 'two')];
		};
		expect(await applyAsked(view, ask, 'input.format')).toBeNull();
		expect(view.state.sliceDoc()).toBe('# one: one\n');
	});
});
