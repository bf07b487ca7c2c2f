import { expect, it } from 'vitest';
import { given } from './person';

it.each([
	['Elena Markova', 'Elena'],
	['Jean-Luc Picard', 'Jean-Luc'],
	['elena@acme.example', 'elena@acme.example'],
	['Markova, Elena', 'Markova, Elena'],
	['李 明', '李 明'],
	['', ''],
])('calls %j %j', (name, called) => {
	expect(given(name)).toBe(called);
});
