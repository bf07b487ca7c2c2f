// What is seen of a diagram. A large one is drawn only there: what is drawn elsewhere is a burden on every frame.

import { getContext, setContext } from 'svelte';

/** In the diagram's own places. */
export interface Area {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** A step that comes into sight may be on its way, and has a ring around it. */
const MARGIN = 100;

/** True when some of it is seen, or nearly so; where no area is given everything is. */
export function touches(seen: Area | null, { left, top, right, bottom }: Area): boolean {
	return (
		!seen ||
		(right > seen.left - MARGIN &&
			left < seen.right + MARGIN &&
			bottom > seen.top - MARGIN &&
			top < seen.bottom + MARGIN)
	);
}

const key = Symbol('sight');

/** Tells the components of a diagram what is seen of it; null is all of it. */
export function provideSight(seen: () => Area | null): void {
	setContext(key, seen);
}

export function useSight(): (box: Area) => boolean {
	const seen = getContext<() => Area | null>(key);
	return (box) => touches(seen(), box);
}
