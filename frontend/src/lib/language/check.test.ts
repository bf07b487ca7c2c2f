import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type Analysis, type Diagnostic, type Severity } from '$lib/backend';
import { Check } from './check.svelte';

function finding(severity: Severity, line: number): Diagnostic {
	return {
		line, column: 1, end_line: line, end_column: 2, code: 'c', severity, path: '', message: 'm', hint: 'h', fix: null,
	}; // prettier-ignore
}

function analysis(...all: Diagnostic[]): Analysis {
	const of = (severity: Severity) => all.filter((found) => found.severity === severity);
	return {
		is_valid: true, errors: of('error'), warnings: of('warning'), hints: of('hint'),
		workflow_name: '', step_count: 0, form_field_count: 0, template_variables: [], labels: [],
	}; // prettier-ignore
}

const validate = vi.fn<(yaml: string) => Promise<Analysis>>();
const asked = () => validate.mock.calls.map(([text]) => text);
let check: Check;

beforeEach(() => {
	vi.useFakeTimers();
	validate.mockReset().mockResolvedValue(analysis());
	check = new Check({ validate });
});
afterEach(() => vi.useRealTimers());

describe('reading', () => {
	it('asks at once about a document that was opened, and 15 ms after the last key about an edit', async () => {
		check.read(1, 'a');
		expect(asked()).toEqual(['a']);
		await vi.advanceTimersByTimeAsync(0);

		check.read(1, 'ab');
		await vi.advanceTimersByTimeAsync(14);
		check.read(1, 'abc');
		await vi.advanceTimersByTimeAsync(14);
		expect(asked()).toEqual(['a']);
		await vi.advanceTimersByTimeAsync(1);
		expect(asked()).toEqual(['a', 'abc']);
		expect(check.found?.text).toBe('abc');
	});

	it('asks about a long text when the person pauses for longer, and makes a string of it then', async () => {
		const made = vi.fn(() => 'x'.repeat(30_000));
		check.read(1, 'a');
		check.read(1, { length: 30_000, slice: () => '', toString: made });
		await vi.advanceTimersByTimeAsync(49);
		expect([asked(), made.mock.calls.length]).toEqual([['a'], 0]);
		await vi.advanceTimersByTimeAsync(1);
		expect(asked()).toEqual(['a', 'x'.repeat(30_000)]);
	});

	it('does not ask twice about the same text', async () => {
		check.read(1, 'a');
		check.read(1, 'a');
		await vi.advanceTimersByTimeAsync(100);
		expect(asked()).toEqual(['a']);
	});

	it('keeps one call under way; what is older than the newest text is dropped', async () => {
		// given a call that takes long
		let answer: (analysis: Analysis) => void = () => {};
		validate.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
		check.read(1, 'old');
		check.read(1, 'newer');
		await vi.advanceTimersByTimeAsync(15);
		check.read(1, 'newest');
		await vi.advanceTimersByTimeAsync(15);
		expect(asked()).toEqual(['old']);

		// when it answers
		answer(analysis(finding('error', 1)));
		await vi.advanceTimersByTimeAsync(0);

		// then only the newest text is read after it
		expect(asked()).toEqual(['old', 'newest']);
		expect(check.found).toMatchObject({ text: 'newest', problems: [] });
	});

	it('shows nothing of the document before', async () => {
		validate.mockResolvedValueOnce(analysis(finding('error', 1)));
		check.read(1, 'a');
		await vi.advanceTimersByTimeAsync(0);
		expect(check.counts.error).toBe(1);

		let answer: (analysis: Analysis) => void = () => {};
		validate.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
		check.read(2, 'a');
		expect(check.found).toBeNull();
		answer(analysis());
		await vi.advanceTimersByTimeAsync(0);
		expect(check.found?.problems).toEqual([]);
	});
});

it('keeps what was found before and is found again', async () => {
	validate.mockImplementation(async () => analysis(finding('error', 1), finding('hint', 3)));
	check.read(1, 'a');
	await vi.advanceTimersByTimeAsync(0);
	const before = check.found?.problems;
	check.read(1, 'ab');
	await vi.advanceTimersByTimeAsync(15);
	expect(check.found?.text).toBe('ab');
	expect(check.found?.problems).toBe(before);

	validate.mockImplementation(async () =>
		analysis(finding('error', 1), finding('error', 1), finding('hint', 4)),
	);
	check.read(1, 'abc');
	await vi.advanceTimersByTimeAsync(15);
	const after = check.found?.problems ?? [];
	expect(after.map(({ line }) => line)).toEqual([1, 1, 4]);
	expect([after[0] === before?.[0], after[1] === before?.[0]]).toEqual([true, false]);
});

it('puts what was found into the order of the text, the worse first', async () => {
	validate.mockResolvedValue(
		analysis(finding('hint', 2), finding('warning', 5), finding('error', 5), finding('error', 1)),
	);
	check.read(1, 'a');
	await vi.advanceTimersByTimeAsync(0);
	expect(check.found?.problems.map(({ severity, line }) => [severity, line])).toEqual([
		['error', 1],
		['hint', 2],
		['error', 5],
		['warning', 5],
	]);
	expect(check.counts).toEqual({ error: 2, warning: 1, hint: 1 });
});

it('keeps what it knows when the program does not answer, and says so until it does', async () => {
	check.read(1, 'a');
	await vi.advanceTimersByTimeAsync(0);
	validate.mockRejectedValueOnce(new BackendError({ code: 'x', message: 'No answer.', hint: 'Wait.' }));
	check.read(1, 'ab');
	await vi.advanceTimersByTimeAsync(15);
	expect([check.found?.text, check.trouble?.message]).toEqual(['a', 'No answer.']);

	check.again();
	await vi.advanceTimersByTimeAsync(0);
	expect([check.found?.text, check.trouble]).toEqual(['ab', null]);
});
