import { afterAll, beforeAll, expect, it } from 'vitest';
import { decimal, grouped, size } from './count';
import { invalidity } from './invalidity';
import { Speech } from './language.svelte';
import { clock, exactly, when } from './when';

const speech = new Speech({ getItem: () => null, setItem: () => {} }, ['en'], { lang: '' });
beforeAll(() => speech.choose('id'));
afterAll(() => speech.choose('en'));

it('writes numbers with a point between thousands and a comma before decimals', () => {
	expect(grouped(1_240_000)).toBe('1.240.000');
	expect(decimal(1234.56)).toBe('1234,6');
	expect([size(812), size(4_210), size(1_048_576)]).toEqual(['812 B', '4,2 KB', '1,0 MB']);
});

it('says times as Indonesian does', () => {
	const now = new Date(2026, 7, 20, 10, 44);
	const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
	expect(
		[at(2026, 7, 20, 10, 44), at(2026, 7, 20, 10, 42), at(2026, 7, 20, 9, 4), at(2026, 7, 19, 17, 20), at(2026, 4, 12, 8, 0), at(2025, 9, 3, 8, 0)].map((time) => when(time, now)),
	).toEqual(['baru saja', '2 menit lalu', '09.04', 'kemarin 17.20', '12 Mei', '3 Okt 2025']);
	expect(exactly(at(2026, 7, 20, 0, 5))).toBe('20 Agu 2026, 00.05');
	expect(clock(now)).toBe('10.44');
}); // prettier-ignore

it('has one form of a noun for every number', () => {
	const refused = (error_count: number) => invalidity({ yaml_error: '', error_count });
	expect([refused(1).name, refused(1200).name]).toEqual(['1 kesalahan', '1.200 kesalahan']);
	expect(refused(2).why).toBe('Runtime menolaknya: 2 kesalahan');
});
