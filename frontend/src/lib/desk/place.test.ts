import { expect, it } from 'vitest';
import { moved } from './place';

const at = (line: number, column = 1) => ({ line, column, end_line: line, end_column: column + 1 });
const TEXT = 'a: 1\nb: 2\r\nc: 3\nb: 2\n';

it.each([
	['in the same text', TEXT, at(2), 'b', at(2)],
	['below what was added', `x: 0\ny: 0\n${TEXT}`, at(3), 'c', at(5)],
	['above what was removed', 'c: 3\nb: 2\n', at(3), 'c', at(1)],
	[
		'in the nearest of two that read the same',
		'q: 1\nq: 2\nb: 2\nq: 3\nq: 4\nq: 5\nb: 2\n',
		at(4),
		'b',
		at(3),
	],
	['in a line that was changed and still has the word', 'a: 1\nb: 2\n  C: 4\n', at(3), 'c', at(3, 3)],
	[
		'in a line that has the word, when it was found in another version',
		'x: 0\ny: 👩 w\n',
		at(9),
		'w',
		at(2, 6),
	],
	['nowhere when no line has the word', 'a: 1\n', at(3), 'c', null],
	['nowhere when no word is known and the line is gone', 'a: 1\n', at(3), '', null],
])('a place is %s', (_, after, range, word, found) => {
	expect(moved(range, TEXT, after, word)).toEqual(found);
});
