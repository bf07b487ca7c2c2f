import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type Diagram } from '$lib/backend';
import { diagramOf } from './diagramForTests';
import { Reading } from './reading.svelte';

const ask = vi.fn<(yaml: string) => Promise<Diagram>>();
const asked = () => ask.mock.calls.map(([text]) => text);
const named = (name: string): Diagram => ({ ...diagramOf(name), name });
let reading: Reading;

beforeEach(() => {
	vi.useFakeTimers();
	ask.mockReset().mockImplementation(async (text) => named(text));
	reading = new Reading({ diagram: ask });
});
afterEach(() => vi.useRealTimers());

describe('reading a text as a diagram', () => {
	it('asks at once about a document that was opened, and after a pause about an edit', async () => {
		reading.read(1, 'a');
		expect(asked()).toEqual(['a']);
		await vi.advanceTimersByTimeAsync(0);
		expect(reading.diagram?.name).toBe('a');

		reading.read(1, 'ab');
		await vi.advanceTimersByTimeAsync(100);
		reading.read(1, 'abc');
		await vi.advanceTimersByTimeAsync(100);
		expect(asked()).toEqual(['a']);
		await vi.advanceTimersByTimeAsync(100);
		expect(asked()).toEqual(['a', 'abc']);
		expect([reading.diagram?.name, reading.text]).toEqual(['abc', 'abc']);
	});

	it('shows what a text was made of where it was opened broken', async () => {
		ask.mockImplementation(async (text) => ({ ...named(text), is_readable: text !== 'broken' }));
		reading.read(1, 'broken', 'saved');
		await reading.settled();
		expect([reading.diagram?.name, reading.text, reading.broken]).toEqual(['saved', 'saved', true]);
		reading.read(1, 'mended', 'saved');
		await reading.settled();
		expect([reading.diagram?.name, reading.broken]).toEqual(['mended', false]);
	});

	it('asks about a long text after a longer pause', async () => {
		const [short, long] = ['a', 'x'.repeat(30_000)];
		reading.read(1, short);
		reading.read(1, long);
		await vi.advanceTimersByTimeAsync(299);
		expect(asked()).toEqual([short]);
		await reading.settled();
		expect(asked()).toEqual([short, long]);
	});

	it('shows the same diagram while a text means the same', async () => {
		ask.mockImplementation(async () => named('same'));
		reading.read(1, 'a');
		await vi.advanceTimersByTimeAsync(0);
		const before = reading.diagram;
		reading.read(1, 'a # more');
		await reading.settled();
		expect([reading.diagram === before, reading.text]).toEqual([true, 'a # more']);
	});

	it('keeps one question under way, and then asks only about the newest text', async () => {
		// given a question that takes long
		let answer: (diagram: Diagram) => void = () => {};
		ask.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
		reading.read(1, 'old');
		for (const text of ['newer', 'newest']) {
			reading.read(1, text);
			await vi.advanceTimersByTimeAsync(200);
		}
		expect(asked()).toEqual(['old']);

		// when it is answered
		answer(named('old'));
		await vi.advanceTimersByTimeAsync(0);

		// then the old answer is not shown
		expect(asked()).toEqual(['old', 'newest']);
		expect(reading.diagram?.name).toBe('newest');
	});

	it('keeps the last good diagram while the text cannot be read', async () => {
		reading.read(1, 'good');
		await vi.advanceTimersByTimeAsync(0);
		ask.mockResolvedValueOnce({ ...named('half'), is_readable: false });
		reading.read(1, 'broken');
		await reading.settled();
		expect([reading.broken, reading.diagram?.name, reading.text]).toEqual([true, 'good', 'good']);

		reading.read(1, 'mended');
		await reading.settled();
		expect([reading.broken, reading.diagram?.name]).toEqual([false, 'mended']);
	});

	it('shows what could be read of a text that never could be read whole', async () => {
		ask.mockResolvedValueOnce({ ...named('half'), is_readable: false });
		reading.read(1, 'broken');
		await vi.advanceTimersByTimeAsync(0);
		expect([reading.broken, reading.diagram?.name]).toEqual([true, 'half']);
	});

	it('shows nothing of the document before', async () => {
		reading.read(1, 'a');
		await vi.advanceTimersByTimeAsync(0);
		let answer: (diagram: Diagram) => void = () => {};
		ask.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
		reading.read(2, 'a');
		expect(reading.diagram).toBeNull();
		answer(named('b'));
		await vi.advanceTimersByTimeAsync(0);
		expect(reading.diagram?.name).toBe('b');
	});

	it('is settled at once when the newest text has been read, else asks without a pause', async () => {
		reading.read(1, 'a');
		await vi.advanceTimersByTimeAsync(0);
		await reading.settled();
		expect(asked()).toEqual(['a']);
		reading.read(1, 'ab');
		await reading.settled();
		expect([asked(), reading.text]).toEqual([['a', 'ab'], 'ab']);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(asked()).toEqual(['a', 'ab']);
	});

	it('says when the program does not answer, keeps what it knows, and asks again', async () => {
		reading.read(1, 'a');
		await vi.advanceTimersByTimeAsync(0);
		ask.mockRejectedValueOnce(new BackendError({ code: 'x', message: 'No answer.', hint: 'Wait.' }));
		reading.read(1, 'ab');
		await reading.settled();
		expect([reading.trouble?.message, reading.diagram?.name]).toEqual(['No answer.', 'a']);
		reading.again();
		await vi.advanceTimersByTimeAsync(0);
		expect([reading.trouble, reading.diagram?.name]).toEqual([null, 'ab']);
	});
});
