import { diff } from '@codemirror/merge';
import { expect, it } from 'vitest';
import { toWords } from './wholeWords';

/** Both texts with what changed in brackets. */
function shown(a: string, b: string): [string, string] {
	const changes = toWords(a, b, diff(a, b));
	const mark = (text: string, of: 'A' | 'B') => {
		let [out, at] = ['', 0];
		for (const change of changes) {
			out += `${text.slice(at, change[`from${of}`])}[${text.slice(change[`from${of}`], change[`to${of}`])}]`;
			at = change[`to${of}`];
		}
		return out + text.slice(at);
	};
	return [mark(a, 'A'), mark(b, 'B')];
}

it.each([
	['amount <= 1000', 'amount <= 2500', 'amount <= [1000]', 'amount <= [2500]'],
	['to: budget_notice', 'to: finance_check', 'to: [budget_notice]', 'to: [finance_check]'],
	['timeout: 3_days', 'timeout: 3_days now', 'timeout: 3_days[]', 'timeout: 3_days[ now]'],
	['a\nb\nc', 'a\nc', 'a\n[b\n]c', 'a\n[]c'],
	['v1.0', 'v1.2', '[v1.0]', '[v1.2]'],
	['same', 'same', 'same', 'same'],
])('marks %j and %j by words', (a, b, before, after) => {
	expect(shown(a, b)).toEqual([before, after]);
});

it('always tells how to make one of the other', () => {
	let seed = 7;
	const random = (n: number) => (seed = (seed * 16807) % 2147483647) % n;
	const text = () => Array.from({ length: random(40) }, () => 'ab1 .\n'[random(6)]).join('');
	for (let i = 0; i < 300; i++) {
		const [a, b] = [text(), text()];
		let [made, at] = ['', 0];
		let end = 0;
		for (const { fromA, toA, fromB, toB } of toWords(a, b, diff(a, b))) {
			expect(fromA).toBeGreaterThanOrEqual(end);
			made += a.slice(at, fromA) + b.slice(fromB, toB);
			at = end = toA;
		}
		expect(made + a.slice(at)).toBe(b);
	}
});
