import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpBackend } from './http';
import { eventsOf } from './httpEvents';
import type { BackendEvent } from './sync';

const pulled: BackendEvent = {
	kind: 'workflow', what: 'pulled', workflow_id: 7, name: 'Größe', author: 'Elena', version_id: 'v', from_workflow_id: 0,
}; // prettier-ignore
const block = (event: unknown) => `data: ${JSON.stringify(event)}\n\n`;

function stream(...parts: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
	return new ReadableStream({
		start(controller) {
			for (const part of parts)
				controller.enqueue(typeof part === 'string' ? new TextEncoder().encode(part) : part);
			controller.close();
		},
	});
}

async function read(...parts: (string | Uint8Array)[]): Promise<BackendEvent[]> {
	const events: BackendEvent[] = [];
	for await (const event of eventsOf(stream(...parts))) events.push(event);
	return events;
}

describe('a stream of events', () => {
	it('is read wherever it is cut, also inside a letter', async () => {
		const bytes = new TextEncoder().encode(block(pulled));
		const parts = [...bytes].map((byte) => Uint8Array.of(byte));
		expect(await read(...parts, block(pulled))).toEqual([pulled, pulled]);
	});

	it('leaves out comments, what is no event of ours, and what is no JSON', async () => {
		const noise = [': still here\n\n', 'event: ping\n\n', 'data: {"kind":"other"}\n\n', 'data: {{\n\n'];
		expect(await read(...noise, block(pulled).replaceAll('\n', '\r\n'))).toEqual([pulled]);
	});
});

describe('listening', () => {
	const fetched = vi.fn<typeof globalThis.fetch>();
	const forever = () =>
		new Response(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode(block(pulled))) }));
	const asked = () => fetched.mock.calls.map(([where]) => String(where).replace('/services/v1/admin', ''));

	beforeEach(() => {
		vi.useFakeTimers();
		fetched.mockReset();
		vi.stubGlobal('fetch', fetched);
	});
	afterEach(() => vi.useRealTimers());

	it('tells each event, and stops when it is told to', async () => {
		const heard = vi.fn();
		fetched.mockResolvedValue(forever());
		const stop = httpBackend().subscribe(heard);
		await vi.advanceTimersByTimeAsync(0);
		expect(heard.mock.calls).toEqual([[pulled]]);
		stop();
		expect(fetched.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
	});

	it('connects again ever less often, and then says how things are now', async () => {
		// given a program that goes away
		const heard = vi.fn();
		fetched.mockRejectedValue(new TypeError('Failed to fetch'));
		const stop = httpBackend().subscribe(heard);
		await vi.advanceTimersByTimeAsync(3_100);
		expect(asked()).toEqual(['/events', '/events', '/events']);
		expect(heard).not.toHaveBeenCalled();

		// when it is back
		fetched.mockImplementation(async (where) =>
			String(where).endsWith('/sync') ? new Response('{"state":"synced"}') : forever(),
		);
		await vi.advanceTimersByTimeAsync(4_000);

		// then what was missed is asked for before what comes
		expect(heard.mock.calls.map(([event]) => event)).toEqual([
			{ kind: 'sync', status: { state: 'synced' } },
			pulled,
		]);
		stop();
	});

	it.each([401, 404])('does not insist when it is refused with %i', async (status) => {
		fetched.mockResolvedValue(new Response('{}', { status }));
		httpBackend().subscribe(() => {});
		await vi.advanceTimersByTimeAsync(120_000);
		expect(fetched).toHaveBeenCalledOnce();
	});
});
