import { afterEach, describe, expect, it } from 'vitest';
import type { FormField } from '$lib/backend';
import { fieldOf } from '$lib/backend/fakeForm';
import { Speech } from '$lib/words';
import { currencySign, grouped, initial, isMany, numberIn, numberOf, sent, spoken, typing } from './values';

const nowhere = { line: 1, column: 1, end_line: 1, end_column: 1 };
const field = (said: Partial<FormField>): FormField => ({ ...fieldOf('a', nowhere), ...said });
const money = field({ type: 'currency', currency: 'EUR' });

const speech = new Speech({ getItem: () => null, setItem: () => {} }, [], { lang: '' });
afterEach(() => speech.choose('en'));

describe('a number', () => {
	it('is read as people type it', () => {
		expect(['12', ' 4,800.50 ', '-.5', '1e3', '+7'].map(numberIn)).toEqual([12, 4800.5, -0.5, 1000, 7]);
	});

	it('is none when it could mean something else', () => {
		expect(['', '12,5', '1,23', '12 €', '1e999', '--1', '.'].map(numberIn)).toEqual(Array(7).fill(null));
	});

	it('is typed and shown as the language has it, and kept as it is', async () => {
		await speech.choose('id');
		expect(['4.800,50', '4800,5', '4.800', '4800.5', '12,5'].map(numberIn)).toEqual([
			4800.5, 4800.5, 4800, 4800.5, 12.5,
		]);
		expect([grouped(money, 4800.5), typing(4800.5)]).toEqual(['4.800,50', '4800,5']);
		// What a text gives is read as the program reads it.
		expect([numberOf('4.800'), numberOf('4,8'), numberOf(true), numberOf(3)]).toEqual([4.8, null, null, 3]);
	});

	it('is shown with its thousands apart, an amount with the digits of its currency', () => {
		expect(grouped(field({ type: 'number' }), 12500.125)).toBe('12,500.125');
		expect(grouped(money, 4800)).toBe('4,800.00');
		expect(grouped(money, 0.1 + 0.2)).toBe('0.30');
		expect(grouped(money, 1.125)).toBe('1.125');
		expect(grouped(field({ type: 'currency', currency: 'JPY' }), 4800)).toBe('4,800');
		expect(grouped(field({ type: 'currency' }), 4800)).toBe('4,800.00');
	});

	it('keeps the sign of its currency, where there is one', () => {
		expect(['EUR', 'IDR', 'Taler', ''].map(currencySign)).toEqual(['€', 'Rp', 'Taler', '']);
	});
});

describe('a value', () => {
	it('is read as people read it', () => {
		const size = field({ type: 'select', options: [{ value: 's', label: 'Small' }] });
		expect(spoken(size, 's')).toBe('Small');
		expect(spoken(size, ['s', 'x'])).toBe('Small, x');
		expect(spoken(field({}), true)).toBe('Yes');
		expect(spoken(field({}), { id: 1, name: 'Ann' })).toBe('Ann');
		expect(spoken(field({}), null)).toBe('');
	});

	it('is a list where one can choose several', () => {
		const options = [{ value: 'a', label: 'A' }];
		expect(isMany(field({ type: 'checkbox', options }))).toBe(true);
		expect(isMany(field({ type: 'checkbox' }))).toBe(false);
		expect(isMany(field({ type: 'select', multiple: true, options }))).toBe(true);
		expect(isMany(field({ type: 'file_upload', multiple: true }))).toBe(false);
	});

	it('is at first the default, and of line items as many rows as there must be', () => {
		expect(initial(field({ default: 5 }))).toBe(5);
		expect(initial(field({ type: 'line_items', min_items: 2 }))).toEqual([{}, {}]);
		expect(initial(field({ type: 'line_items', required: true }))).toEqual([{}]);
		expect(initial(field({ type: 'line_items', min_items: 1e9 }))).toHaveLength(100);
	});
});

describe('what is sent', () => {
	it('is of fields that there are, and of a signature that it is there', () => {
		const fields = [
			field({ name: 'title' }),
			field({ name: 'lines', type: 'line_items', min_items: 1 }),
			field({ name: 'sign', type: 'signature' }),
			field({ name: 'again', type: 'signature' }),
		];
		const data = {
			title: 'T',
			gone: 1,
			sign: { strokes: [[{ x: 0, y: 0 }]], name: '' },
			again: { strokes: [], name: ' ' },
		};
		expect(sent(fields, data)).toEqual({ title: 'T', lines: [{}], sign: 'signed', again: '' });
	});
});
