import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toasts } from './toasts.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows a toast for 8 s', () => {
	const toasts = new Toasts();
	toasts.show({ title: 'Version 4 saved' });
	vi.advanceTimersByTime(7999);
	expect(toasts.current?.title).toBe('Version 4 saved');
	vi.advanceTimersByTime(1);
	expect(toasts.current).toBeNull();
});

it('waits while the pointer is on it', () => {
	const toasts = new Toasts();
	toasts.show({ title: 'Version 4 saved' });
	vi.advanceTimersByTime(7000);
	toasts.pause();
	vi.advanceTimersByTime(60_000);
	expect(toasts.current).not.toBeNull();
	toasts.resume();
	vi.advanceTimersByTime(8000);
	expect(toasts.current).toBeNull();
});

it('shows one at a time, the newest for its whole time', () => {
	const toasts = new Toasts();
	toasts.show({ title: 'first' });
	vi.advanceTimersByTime(6000);
	toasts.show({ title: 'second' });
	vi.advanceTimersByTime(6000);
	expect(toasts.current?.title).toBe('second');
});
