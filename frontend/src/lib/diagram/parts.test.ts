import { describe, expect, it } from 'vitest';
import { partsOf, withPart } from './parts';

describe('a condition in parts', () => {
	it.each([
		['amount <= 1000', [['amount', '<=', '1000']]],
		['amount>1000 and amount <=  10000', [['amount', '>', '1000'], ['amount', '<=', '10000']]],
		["kind == 'bread and butter'", [['kind', '==', "'bread and butter'"]]],
		['kind not  in ["a", "b and c"]', [['kind', 'not in', '["a", "b and c"]']]],
		['items.total != other', [['items.total', '!=', 'other']]],
		['a > 1 AND b in [1, 2]', [['a', '>', '1'], ['b', 'in', '[1, 2]']]],
	])('is told apart: %s', (condition, parts) => {
		expect(partsOf(condition)?.map(({ field, sign, value }) => [field, sign, value])).toEqual(parts);
	}); // prettier-ignore

	it.each([
		['a > 1 or b > 2'],
		['not urgent'],
		['(a > 1) and b > 2'],
		['a > (b + 1)'],
		['urgent'],
		['1 < amount'],
		['a > 1 and'],
		['${form.a} > 1'],
		[''],
	])('stays one text where it is more than that: %s', (condition) => {
		expect(partsOf(condition)).toBeNull();
	});

	it('is changed in one part', () => {
		expect(withPart('a > 1 and b == 2', 1, { sign: '!=' })).toBe('a > 1 and b != 2');
		expect(withPart('a > 1', 1, { sign: '!=' })).toBeNull();
		expect(withPart('a > 1 or b == 2', 0, { sign: '<' })).toBeNull();
	});

	it('says the same again', () => {
		for (const condition of ['amount <= 1000', "a > 1 and kind == 'x and y'", 'a not in [1, 2]']) {
			expect(withPart(condition, 0, {})).toBe(condition);
		}
	});
});
