import { afterAll, describe, expect, it } from 'vitest';
import type { AskedPerson, FieldRange, OutboxMessage, RangeStretch, WorkflowPaths } from '$lib/backend';
import { Speech } from '$lib/words';
import { asked } from './asked';
import { moment, short, span } from './clock';
import { grouped } from './letters';
import { named, rangeWords, waitWords } from './told';
import { approverOf, outcomeWords } from './votes';

const speech = new Speech({ getItem: () => null, setItem: () => {} }, ['en'], { lang: '' });
afterAll(() => speech.choose('en'));

function range(stretches: Partial<RangeStretch>[], rest: Partial<FieldRange> = {}): FieldRange {
	const whole = { low: null, high: null, low_open: false, high_open: false };
	return {
		field: 'amount', label: 'Amount', words: 'as the program says', values: [], others: false, empty: false, unit: '',
		stretches: stretches.map((stretch) => ({ ...whole, ...stretch })), ...rest,
	}; // prettier-ignore
}

describe('what a field may hold', () => {
	it('is told with separators, in the language in force', async () => {
		const over = range([{ low: 1000, low_open: true, high: 10_000 }]);
		expect(rangeWords(over)).toBe('over 1,000 up to 10,000');
		await speech.choose('id');
		expect(rangeWords(over)).toBe('di atas 1.000 sampai 10.000');
		await speech.choose('en');
	});

	it('has ends, or none', () => {
		expect(
			[[{ high: 5 }], [{ high: 5, high_open: true }], [{ low: 2 }], [{ low: 2, high: 2 }], [{}], [{ high: 1 }, { low: 9, low_open: true }]].map((s) => rangeWords(range(s))),
		).toEqual(['up to 5', 'below 5', 'from 2', '2', 'anything', 'up to 1 or over 9']);
		expect(rangeWords(range([{ low: '2026-01-05' }]))).toBe('from 2026-01-05');
	}); // prettier-ignore

	it('is told as the program does where it is more than a range', () => {
		expect(rangeWords(range([], { values: ['a'] }))).toBe('as the program says');
		expect(rangeWords(range([{ low: 1 }], { empty: true }))).toBe('as the program says');
	});
});

describe('how long a path may take', () => {
	it('adds up, and says where there is no limit', () => {
		const wait = (minutes: number, business_days: number, open: string[] = []) =>
			waitWords({ minutes, business_days, open, words: '' });
		expect([wait(0, 0), wait(0, 1), wait(4_380, 5)]).toEqual(['at once', '1 business day', '3 d 1 h and 5 business days']);
		expect([wait(0, 0, ['a']), wait(0, 2, ['a'])]).toEqual(['no limit', '2 business days, and no limit at some']);
	}); // prettier-ignore
});

describe('who is asked', () => {
	it('is called as the requester has it', () => {
		const requester = { manager: 'Tom Becker', manager_of_site: 'Ines Roth' };
		expect(named('all of requestor.manager and requestor.manager_of_site', requester)).toBe(
			'all of Tom Becker and Ines Roth',
		);
		expect(named('requestor.head', requester)).toBe('requestor.head');
	});

	it('says what is to be known of the requester', () => {
		const paths = {
			paths: [{ approvers: ['any one of requestor.manager and boss'], deciders: ['requestor.head'] }],
		};
		expect(asked(paths as unknown as WorkflowPaths, null)).toEqual(['name', 'department', 'manager', 'head']);
	});

	it('is named by what the text says, unless that is several people', () => {
		const person = (as: string, address: string) => ({ as, address }) as AskedPerson;
		const [one, other, boss] = [person('officer', 'a@outbox.test'), person('officer', 'b@outbox.test'), person('boss', 'c@outbox.test')]; // prettier-ignore
		const people = [one, other, boss];
		expect(people.map((p) => approverOf({ people }, p))).toEqual(['a@outbox.test', 'b@outbox.test', 'boss']);
		expect([outcomeWords('approve'), outcomeWords('send_back')]).toEqual(['Approve', 'Send back']);
	});
});

describe('the virtual clock', () => {
	it('shows its own time, wherever the person is', () => {
		expect(moment('2026-01-05T09:00:00Z')).toBe('Mon 5 Jan, 09:00');
		expect(short('2026-01-06T23:30:00Z', '2026-01-05T09:00:00Z')).toBe('Tue 23:30');
		expect(short('2026-01-12T09:00:00Z', '2026-01-05T09:00:00Z')).toBe('12 Jan 09:00');
		expect(span('2026-01-05T09:00:00Z', '2026-01-06T13:05:00Z')).toBe('1 d 4 h 5 min');
		expect(span('2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z')).toBe('');
	});
});

describe('the outbox', () => {
	it('shows one message to several people once', () => {
		const to = (name: string, subject: string, at = '1'): OutboxMessage => ({
			to: `${name}@outbox.test`, name, channel: 'email', kind: 'request', subject, body: '', step: 's', at,
		}); // prettier-ignore
		const letters = grouped([to('a', 'Please'), to('b', 'Please'), to('c', 'Other'), to('a', 'Other', '2')]);
		expect(letters.map((letter) => letter.to)).toEqual([['a', 'b'], ['c'], ['a']]);
	});
});
