import { describe, expect, it } from 'vitest';
import { isBlank, sameText } from './written';

describe('A text as it was written', () => {
	it.each(['', ' ', '\n\t\n', ' '.repeat(1_000)])('is blank: %j', (text) => expect(isBlank(text)).toBe(true));

	it.each(['a', ' a', `${' '.repeat(255)}a`, `${'\n'.repeat(256)}a`, `${' '.repeat(999)}a\n`])(
		'is not blank: %j',
		(text) => expect(isBlank(text)).toBe(false),
	);

	it('is read no further than to its first letter', () => {
		const slices: number[] = [];
		const text = {
			length: 100_000,
			slice: (from: number) => (slices.push(from), from < 256 ? '  ' : 'a'),
			toString: () => {
				throw new Error('the whole text was asked for');
			},
		};
		expect(isBlank(text)).toBe(false);
		expect(slices).toEqual([0, 256]);
	});

	it('is the same as another of the same letters', () => {
		expect(sameText('ab', { length: 2, slice: () => '', toString: () => 'ab' })).toBe(true);
		expect(sameText('ab', 'ac')).toBe(false);
	});
});
