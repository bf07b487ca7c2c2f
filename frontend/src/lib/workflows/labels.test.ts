import { expect, it } from 'vitest';
import { countLabels, hasLabel } from './labels';

it('counts labels, in whatever case they are written', () => {
	const things = [{ labels: ['hr', 'Travel'] }, { labels: ['HR'] }, {}, { labels: ['finance'] }];
	expect(countLabels(things)).toEqual([
		{ label: 'hr', count: 2 },
		{ label: 'finance', count: 1 },
		{ label: 'Travel', count: 1 },
	]);
});

it('tells who has a label', () => {
	expect(hasLabel({ labels: ['HR'] }, 'hr')).toBe(true);
	expect(hasLabel({ labels: ['HR'] }, 'h')).toBe(false);
	expect(hasLabel({}, 'hr')).toBe(false);
	expect(hasLabel({}, '')).toBe(true);
});
