// The program's events over HTTP: server-sent events, read with fetch, since EventSource says nothing of why it failed
// and tries again at once.

import { untrack } from 'svelte';
import { locale } from '$lib/words';
import type { BackendEvent } from './sync';

/** How long it waits before it tries again, in ms: the first time and the longest. */
const FIRST = 1_000;
const LONGEST = 30_000;

/** A newer program may tell of more. */
const KINDS: BackendEvent['kind'][] = ['sync', 'workflow', 'job', 'generating'];

/**
 * Listens until the function that it gives is called. A connection that breaks is made again, ever less often while the
 * program does not answer; `missed` is called then, since events may have been lost.
 */
export function listen(
	where: string,
	heard: (event: BackendEvent) => void,
	missed: () => Promise<void>,
): () => void {
	const stop = new AbortController();
	void follow(where, heard, missed, stop.signal);
	return () => stop.abort();
}

async function follow(
	where: string,
	heard: (event: BackendEvent) => void,
	missed: () => Promise<void>,
	stopped: AbortSignal,
): Promise<void> {
	let wait = FIRST;
	for (let again = false; !stopped.aborted; again = true) {
		try {
			const language = untrack(locale);
			const answer = await fetch(where, {
				credentials: 'same-origin',
				cache: 'no-store',
				headers: { Accept: 'text/event-stream', 'Accept-Language': language },
				signal: stopped,
			});
			// A program that has no events, or does not know this page, will not have them later.
			if (answer.status === 401 || answer.status === 404) return;
			if (answer.ok && answer.body) {
				wait = FIRST;
				if (again) await missed();
				for await (const event of eventsOf(answer.body)) {
					const spoken = untrack(locale) === language;
					// In another language by now: it is asked for again, and what follows comes in that one.
					if (spoken || event.kind !== 'sync') heard(event);
					if (!spoken) break;
				}
			}
		} catch {
			// The program is away, or we have stopped. What is shown stays true; every other call says that it is away.
		}
		await pause(wait, stopped);
		wait = Math.min(wait * 2, LONGEST);
	}
}

/** The events of a stream. What is no event of ours, such as a comment that keeps the connection open, is left out. */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<BackendEvent> {
	const reader = stream.getReader();
	const decoder = new TextDecoder();
	let rest = '';
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			rest += decoder.decode(value, { stream: true });
			const blocks = rest.split(/\r?\n\r?\n/);
			rest = blocks.pop() ?? '';
			for (const block of blocks) {
				const event = eventIn(block);
				if (event) yield event;
			}
		}
	} finally {
		await reader.cancel().catch(() => {});
	}
}

function eventIn(block: string): BackendEvent | null {
	const data = block
		.split(/\r?\n/)
		.filter((line) => line.startsWith('data:'))
		.map((line) => line.slice(5).trimStart())
		.join('\n');
	if (data === '') return null;
	try {
		const event = JSON.parse(data) as Partial<BackendEvent>;
		return event.kind && KINDS.includes(event.kind) ? (event as BackendEvent) : null;
	} catch {
		return null;
	}
}

function pause(ms: number, stopped: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (stopped.aborted) return resolve();
		const timer = setTimeout(resolve, ms);
		stopped.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
	});
}
