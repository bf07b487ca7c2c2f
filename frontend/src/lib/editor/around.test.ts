import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { stepAround } from './around';
import { language } from './language';

const text = `name: Leave
workflow:
  review:
    name: Review
    on_approve:
      continue_to: "the end"

  # What comes last.
  "the end":
    type: end
settings:
  review: 1
`;

/** The first and the last line of the step around a part of the text. */
function around(part: string): (string | undefined)[] | null {
	const state = EditorState.create({ doc: text, extensions: language });
	ensureSyntaxTree(state, text.length, 5000);
	const found = stepAround(state, text.indexOf(part));
	if (!found) return null;
	const lines = text.slice(found.from, found.to).split('\n');
	return [lines[0]?.trim(), lines.at(-1)?.trim()];
}

it.each([
	['review:', ['review:', 'continue_to: "the end"']],
	['continue_to', ['review:', 'continue_to: "the end"']],
	['type: end', ['"the end":', 'type: end']],
])('is the step with %s in it', (part, step) => expect(around(part)).toEqual(step));

it.each(['name: Leave', 'workflow:', 'review: 1'])('is none around %s', (part) => {
	expect(around(part)).toBeNull();
});
