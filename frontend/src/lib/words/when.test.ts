import { describe, expect, it } from 'vitest';
import { exactly, when } from './when';

describe('when', () => {
	const now = new Date(2026, 4, 20, 10, 44);
	const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

	it.each([
		['less than a minute ago', at(2026, 4, 20, 10, 44), 'just now'],
		['under an hour ago', at(2026, 4, 20, 10, 42), '2 min ago'],
		['just under an hour ago', at(2026, 4, 20, 9, 45), '59 min ago'],
		['earlier today', at(2026, 4, 20, 9, 44), '09:44'],
		['yesterday', at(2026, 4, 19, 17, 20), 'yesterday 17:20'],
		['earlier this year', at(2026, 4, 12, 8, 0), '12 May'],
		['in another year', at(2025, 10, 3, 8, 0), '3 Nov 2025'],
		['a little ahead, by the clock of another computer', at(2026, 4, 20, 10, 46), 'just now'],
		['further ahead, today', at(2026, 4, 20, 15, 0), '15:00'],
	])('says a time %s', (_, time, said) => {
		expect(when(time, now)).toBe(said);
	});

	it('prefers minutes to the clock across midnight', () => {
		expect(when(at(2026, 4, 19, 23, 50), new Date(2026, 4, 20, 0, 10))).toBe('20 min ago');
	});

	it('says nothing of what is no time', () => {
		expect(when('soon', now)).toBe('');
		expect(exactly('')).toBe('');
	});
});
