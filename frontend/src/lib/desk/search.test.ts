import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SearchAnswer } from '$lib/backend';
import { Search } from './search.svelte';

const search = vi.fn<(question: string, limit?: number) => Promise<SearchAnswer>>();
const answer = (change: Partial<SearchAnswer> = {}): SearchAnswer => ({ results: [], more: false, unread: 0, ...change }); // prettier-ignore
let wanted: Search;

beforeEach(() => {
	vi.useFakeTimers();
	search.mockReset().mockResolvedValue(answer());
	wanted = new Search({ search });
});
afterEach(() => vi.useRealTimers());

it('asks once for what was typed in one go, with the label', async () => {
	wanted.want('fin');
	wanted.want('finance', 'head office');
	await vi.advanceTimersByTimeAsync(100);
	wanted.want(' finance ');
	await vi.advanceTimersByTimeAsync(100);
	expect(search.mock.calls).toEqual([['finance label:"head office"', 20]]);
	expect([wanted.answer, wanted.asking]).toEqual([answer(), false]);
});

it('forgets the answer when nothing is looked for, and asks nothing', async () => {
	wanted.want('finance');
	await vi.advanceTimersByTimeAsync(100);
	wanted.want('  ', 'hr');
	expect(wanted.answer).toBeNull();
	await vi.advanceTimersByTimeAsync(100);
	expect(search).toHaveBeenCalledOnce();
});

it('drops the answer to an older question that comes late', async () => {
	let late: (answer: SearchAnswer) => void = () => {};
	search.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
	wanted.want('old');
	await vi.advanceTimersByTimeAsync(100);
	wanted.want('new');
	late(answer({ more: true }));
	await vi.advanceTimersByTimeAsync(100);
	expect(wanted.answer).toEqual(answer());
});

it('asks again while some workflows are not read yet, and for more when it is told', async () => {
	search.mockResolvedValueOnce(answer({ unread: 3 })).mockResolvedValueOnce(answer({ more: true }));
	wanted.want('finance');
	await vi.advanceTimersByTimeAsync(100);
	expect(wanted.answer?.unread).toBe(3);
	await vi.advanceTimersByTimeAsync(1_000);
	expect([wanted.answer?.unread, wanted.moreToCome]).toEqual([0, true]);
	await vi.advanceTimersByTimeAsync(10_000);
	wanted.more();
	await vi.advanceTimersByTimeAsync(0);
	expect(search.mock.calls.map(([, limit]) => limit)).toEqual([20, 20, 60]);
});

it('says why there is no answer, until there is one', async () => {
	search.mockRejectedValueOnce(new Error('gone'));
	wanted.want('finance');
	await vi.advanceTimersByTimeAsync(100);
	expect([wanted.problem?.message, wanted.asking]).toEqual([expect.any(String), false]);
	wanted.again();
	await vi.advanceTimersByTimeAsync(0);
	expect([wanted.problem, wanted.answer]).toEqual([null, answer()]);
});
