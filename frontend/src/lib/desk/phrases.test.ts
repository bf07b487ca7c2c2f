import { describe, expect, it } from 'vitest';
import type { Understood, Unclear } from '$lib/backend';
import { phrasesOf, piecesOf, withAnswer } from './phrases';

const TEXT = 'Ask for leave. The manager approves. More than 5 days also needs HR. Urgent ones are fast.';

function at(text: string): { text: string; from: number; to: number } {
	const from = TEXT.indexOf(text);
	return { text, from, to: from + text.length };
}

const understood = (text: string, meaning: string, steps: string[], fields: string[] = []): Understood => ({
	...(text ? at(text) : { text, from: 0, to: 0 }),
	meaning,
	steps,
	fields,
});
const unclear = (text: string): Unclear => ({ ...at(text), question: `What is ${text}?`, answers: [] });

describe('the phrases of a description', () => {
	it('are numbered as they stand, and one inside another belongs to it', () => {
		const phrases = phrasesOf([
			understood('', 'An end date was added', [], ['end']),
			understood('More than 5 days', 'Days are asked for', [], ['days']),
			understood('More than 5 days also needs HR', 'HR decides', ['hr', 'check'], ['days']),
			understood('The manager approves', 'The manager decides', ['manager']),
		]);
		expect(phrases.map(({ number, meanings, steps, fields }) => [number, meanings, steps, fields])).toEqual([
			[1, ['The manager decides'], ['manager'], []],
			[2, ['HR decides', 'Days are asked for'], ['hr', 'check'], ['days']],
		]);
	});

	it('cut the description without losing a letter of it', () => {
		const phrases = phrasesOf([understood('The manager approves', 'm', ['manager'])]);
		const pieces = piecesOf(TEXT, phrases, [unclear('Urgent ones'), unclear('manager')]);
		expect(pieces.map(({ text }) => text).join('')).toBe(TEXT);
		expect(pieces.filter(({ number, question }) => number > 0 || question >= 0)).toEqual([
			{ text: 'The manager approves', number: 1, question: -1 },
			{ text: 'Urgent ones', number: 0, question: 0 },
		]);
		expect(piecesOf('', [], [])).toEqual([]);
	});
});

it.each([
	['Leave.', 'The manager approves.', 'Leave. The manager approves.'],
	['Leave', '3 members', 'Leave. 3 members.'],
	['Leave:\n', 'Yes', 'Leave: Yes.'],
	['', 'Yes', 'Yes.'],
])('%j with the answer %j is asked as %j', (before, answer, after) => {
	expect(withAnswer(before, answer)).toBe(after);
});
