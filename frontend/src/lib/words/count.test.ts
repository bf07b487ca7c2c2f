import { expect, it } from 'vitest';
import { count, initials, size } from './count';

it('counts with separators and the right noun', () => {
	expect(count(1, 'version')).toBe('1 version');
	expect(count(1204, 'version')).toBe('1,204 versions');
});

it('gives sizes as a person reads them', () => {
	expect([size(812), size(4_210), size(1_048_576)]).toEqual(['812 B', '4.2 KB', '1.0 MB']);
});

it('makes initials of any name', () => {
	expect(['Ilya Petrov', 'ada', 'ana maria de souza', 'jonas.toft', '李 明', ''].map(initials)).toEqual([
		'IP', 'A', 'AS', 'JT', '李明', '?',
	]); // prettier-ignore
});
