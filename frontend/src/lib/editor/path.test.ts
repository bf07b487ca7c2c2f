import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { language } from './language';
import { keysAt } from './path';

const text = `workflow:
  "manager approval":
    choices:
      - conditions: "amount <= 1000"
        continue_to: small
      - conditions: "amount > 1000"

    default: large
`;

function pathAt(place: string): string {
	const state = EditorState.create({ doc: text, extensions: language });
	ensureSyntaxTree(state, text.length, 5000);
	const keys = keysAt(state, text.indexOf(place));
	for (const key of keys) expect(text.slice(key.at, key.at + 1)).toMatch(/[\w"-]/);
	return keys.map((key) => key.name).join(' > ');
}

it.each([
	['workflow:', 'workflow'],
	['manager approval', 'workflow > manager approval'],
	['amount <= 1000', 'workflow > manager approval > choices > 1 > conditions'],
	['small', 'workflow > manager approval > choices > 1 > continue_to'],
	['amount > 1000', 'workflow > manager approval > choices > 2 > conditions'],
	['large', 'workflow > manager approval > default'],
])('leads to %j', (place, path) => {
	expect(pathAt(place)).toBe(path);
});
