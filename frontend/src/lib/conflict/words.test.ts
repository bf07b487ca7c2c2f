import { describe, expect, it } from 'vitest';
import type { ConflictDetail, Place } from '$lib/backend';
import { fakeState, versionOf } from '$lib/backend/fake';
import { colleagueOf, differing, heading, keyOf, quietWords, theirVersion, title } from './words';

const theirs = { ...versionOf(fakeState(), 1, 'T', 'a: 1'), number: 14, author: 'Elena Markova' };
const elena = colleagueOf(theirs, 'Ilya Petrov');

describe('what differs', () => {
	const marked = (other: string, text: string) =>
		differing(other, text).map(({ text: part, differs }) => (differs ? `[${part}]` : part)).join(''); // prettier-ignore

	it.each([
		['a number', 'amount <= 1000', 'amount <= 2500', 'amount <= [2500]'],
		['a sentence at the end', '"Denied"', '"Denied. Try again later"', '"Denied[. Try again later]"'],
		['nothing', 'same', 'same', 'same'],
		['all of it', '', 'new text', '[new text]'],
		['what only the other has', 'one two', 'one', 'one'],
		['words of any language', 'größer als', 'kleiner als', '[kleiner] als'],
	])('is marked word by word: %s', (_, other, text, words) => {
		expect(marked(other, text)).toBe(words);
	});

	it('is marked line by line in long texts, and loses nothing', () => {
		const other = Array.from({ length: 900 }, (_, i) => `line ${i}\n`).join('');
		const text = other.replace('line 450', 'line x');
		expect(marked(other, text)).toBe(other.replace('line 450\n', '[line x\n]'));
	});
});

describe('the heading', () => {
	it.each([
		[3, elena, 'You and Elena changed the same three places'],
		[1, elena, 'You and Elena changed the same place'],
		[12, elena, 'You and Elena changed the same 12 places'],
		[2, colleagueOf(theirs, 'Elena Markova'), 'You changed the same two places on two computers'],
		[2, colleagueOf({ ...theirs, author: '' }, 'Ilya'), 'You and another tool changed the same two places'],
	])('says with %i places who changed them', (n, colleague, words) => {
		expect(heading(n, colleague)).toBe(words);
	});

	it('says what needs no decision', () => {
		expect([quietWords(4, 3), quietWords(1, 3), quietWords(0, 3)]).toEqual([
			'4 other changes fit together and are already in the result.',
			'One other change fits and is already in the result.',
			'Nothing else differs.',
		]);
	});
});

it('names the version that was brought in', () => {
	const detail = { theirs } as unknown as ConflictDetail;
	expect(theirVersion(detail, elena)).toBe("Elena's version 14");
	expect(theirVersion(detail, { name: 'Elena', me: true })).toBe('my version 14 of another computer');
});

it('calls a place by what it is, and its line by its key', () => {
	const place = (path: string, what: string) => ({ path, what }) as Place;
	expect(title(place('a', 'the approver of Review'))).toBe('Approver of Review');
	expect(title(place('', ''))).toBe('Text');
	expect(keyOf(place('workflow.review.on_reject.notify_requestor', ''))).toBe('notify_requestor');
	expect(keyOf(place('workflow.review.approvers.2', ''))).toBe('approvers.2');
	expect(keyOf(place('', ''))).toBe('');
});
