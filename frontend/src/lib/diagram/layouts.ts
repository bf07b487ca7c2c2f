// Asks for layouts beside the page; where a window does not let a page have a worker, in its idle time.

import type { Layout, Plan } from './model';

/** A worker that has not answered by then, in ms, is not there. */
const PATIENCE = 3_000;

interface Waiting {
	plan: Plan;
	done: (layout: Layout) => void;
	failed: (thrown: unknown) => void;
	timer: ReturnType<typeof setTimeout>;
}

let worker: Worker | null | undefined;
let asked = 0;
const waiting = new Map<number, Waiting>();

/** Places a plan. Rejects when it cannot be placed. */
export function layoutOf(plan: Plan): Promise<Layout> {
	return new Promise((done, failed) => {
		const one = begin();
		if (!one) return idle(() => void place({ plan, done, failed }));
		const id = ++asked;
		waiting.set(id, { plan, done, failed, timer: setTimeout(giveUp, PATIENCE) });
		one.postMessage({ id, plan });
	});
}

function begin(): Worker | null {
	if (worker !== undefined) return worker;
	try {
		worker = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' });
		worker.onmessage = ({ data }: MessageEvent<{ id: number; layout: Layout }>) => {
			const one = waiting.get(data.id);
			waiting.delete(data.id);
			clearTimeout(one?.timer);
			one?.done(data.layout);
		};
		worker.onerror = giveUp;
	} catch {
		worker = null;
	}
	return worker;
}

/** From now on the page does it itself, and first what waits. */
function giveUp(): void {
	worker?.terminate();
	worker = null;
	for (const one of waiting.values()) {
		clearTimeout(one.timer);
		void place(one);
	}
	waiting.clear();
}

async function place({ plan, done, failed }: Pick<Waiting, 'plan' | 'done' | 'failed'>): Promise<void> {
	try {
		// Loaded where it is needed: the worker has its own.
		const { layOut } = await import('./layout');
		done(layOut(plan));
	} catch (thrown) {
		failed(thrown);
	}
}

/** Runs it when nothing else is to be done, or half a second later all the same. */
export function idle(run: () => void): void {
	if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 500 });
	else setTimeout(run, 1);
}
