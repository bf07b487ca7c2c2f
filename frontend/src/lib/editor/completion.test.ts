import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import type { CompletionItem, LanguageBackend } from '$lib/backend';
import { fakeLanguage } from '$lib/backend/fakeLanguage';
import { suggestions } from './completion';

const text =
	'workflow:\n  first_step:\n    on_approve:\n      continue_to: "se\n  second_step:\n    type: end\n';

function at(doc: string, position: number, explicit: boolean, backend: LanguageBackend = fakeLanguage) {
	return suggestions(new CompletionContext(EditorState.create({ doc }), position, explicit), backend);
}

it('offers what fits in the place of what is typed, inside quotes too', async () => {
	const position = text.indexOf('"se') + 3;
	const result = await at(text, position, false);
	expect([result?.from, result?.to]).toEqual([position - 2, position]);
	expect(result?.options.map(({ label }) => label)).toEqual(['first_step', 'second_step']);
});

it('keeps quiet where what is typed is complete, unless it is asked', async () => {
	const items: CompletionItem[] = [
		{ label: 'end', kind: 'word', detail: '', documentation: '', insert: 'end' },
	];
	const range = { line: 1, column: 7, end_line: 1, end_column: 10 };
	const backend = { ...fakeLanguage, complete: async () => ({ ...range, items }) };
	expect(await at('type: end', 9, false, backend)).toBeNull();
	expect((await at('type: end', 9, true, backend))?.options).toHaveLength(1);
});

it('offers nothing when the program does not answer', async () => {
	const backend = { ...fakeLanguage, complete: () => Promise.reject(new Error('away')) };
	expect(await at(text, 3, true, backend)).toBeNull();
});
