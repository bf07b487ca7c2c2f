// What was read anew and is the same as before is the same object as before: what shows it need not be drawn again.

import type { Diagram } from '$lib/backend';

/** True when two values of JSON are equal. */
export function alike(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => key in b && alike(a[key as never], b[key as never]));
}

/** The newer diagram, with the steps and ways of the older one where they are equal; the older one itself where all is. */
export function withKnown(before: Diagram | null, now: Diagram): Diagram {
	if (!before) return now;
	const steps = known(before.steps, now.steps);
	const ways = known(before.ways, now.ways);
	const diagram = { ...now, steps, ways };
	return alike(before, diagram) ? before : diagram;
}

function known<T extends { id: string }>(before: readonly T[], now: T[]): T[] {
	const byId = new Map(before.map((one) => [one.id, one]));
	return now.map((one) => {
		const old = byId.get(one.id);
		return old && alike(old, one) ? old : one;
	});
}
