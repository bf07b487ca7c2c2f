import { hasNextSnippetField, nextSnippetField, snippet } from '@codemirror/autocomplete';
import { EditorState, type Transaction } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { withStops } from './stops';

/** Writes a snippet at the end of a text; gives the text and what is selected at each stop. */
function written(before: string, insert: string, lineSeparator?: string) {
	const extensions = lineSeparator ? EditorState.lineSeparator.of(lineSeparator) : [];
	const view = {
		state: EditorState.create({ doc: before, extensions }),
		dispatch: (transaction: Transaction) => void (view.state = transaction.state),
	};
	const end = view.state.doc.length;
	const indent = /^\s*/.exec(view.state.doc.lineAt(end).text)?.[0] ?? '';
	snippet(withStops(insert, indent))(view, null, end, end);
	const stops: string[] = [];
	const note = () => {
		const { from, to } = view.state.selection.main;
		const { number } = view.state.doc.lineAt(from);
		stops.push(`${number}: ${view.state.sliceDoc(from, to)}`);
	};
	note();
	while (hasNextSnippetField(view.state)) {
		nextSnippetField(view);
		note();
	}
	return { text: view.state.sliceDoc(), stops };
}

const STEP =
	'new_step:\n    name: New step\n    type: decision\n    approver: ${requestor.manager}\n    on_approve:\n      end_workflow: true';
const FIELD = 'name: new_field\n      type: text\n      label: ';

describe('a snippet', () => {
	it('of a step stops at its id and its values, then behind it', () => {
		const { text, stops } = written('workflow:\n  ', STEP);
		expect(text).toBe(`workflow:\n  ${STEP}`);
		expect(stops).toEqual(['2: new_step', '3: New step', '4: decision', '5: ${requestor.manager}', '7: ']);
	});

	it('behind a dash stops last at the value that is missing', () => {
		const { text, stops } = written('form:\n  fields:\n    - ', FIELD);
		expect(text).toBe(`form:\n  fields:\n    - ${FIELD}`);
		expect(stops).toEqual(['3: new_field', '4: text', '5: ']);
	});

	it('stops between quotes', () => {
		const { text, stops } = written('', 'type: cron\nschedule: "0 8 * * 1"\nbody: ""\nlast: x');
		expect(text).toBe('type: cron\nschedule: "0 8 * * 1"\nbody: ""\nlast: x');
		expect(stops).toEqual(['1: cron', '2: 0 8 * * 1', '3: ', '4: x']);
	});

	it.each(['amount: 1000\nb: {a: 1}\n', 'a: 12: 3\n\n# {not} a key\n\\{', '- 1\n- ${0}'])(
		'is written as the program gave it: %j',
		(insert) => expect(written('', insert).text).toBe(insert),
	);

	it('ends its lines as the text does', () => {
		const { text } = written('a:\r\n  ', 'b:\r\n    c: ', '\r\n');
		expect(text).toBe('a:\r\n  b:\r\n    c: ');
	});
});
