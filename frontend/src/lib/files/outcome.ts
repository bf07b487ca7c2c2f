import type { Taken } from '$lib/desk';

export type CameOf = 'done' | 'failed' | 'left' | 'waiting';

/** What came of an item: it was left out from the beginning, or the import did not come as far. */
export function stateOf(index: number, taken: Taken): CameOf {
	const at = taken.order.indexOf(index);
	if (at < 0) return 'left';
	const item = taken.job.items?.[at];
	if (!item) return 'waiting';
	return item.error ? 'failed' : 'done';
}
