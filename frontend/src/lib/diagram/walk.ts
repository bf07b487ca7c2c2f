// Walking through a diagram by keys: along its lines, and from side to side in a layer.

import type { Placed, PlacedLink } from './model';

export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

interface Drawn {
	nodes: readonly Placed[];
	links: readonly PlacedLink[];
}

/** The step that comes next in a direction; null when there is none. From nowhere it begins at the first step. */
export function walk({ nodes, links }: Drawn, from: string | null, direction: Direction): string | null {
	const steps = nodes.filter(({ kind }) => kind === 'step');
	const here = steps.find(({ id }) => id === from);
	if (!here || direction === 'first') return steps[0]?.id ?? null;
	if (direction === 'last') return steps.at(-1)?.id ?? null;
	const known = (id: string) => steps.some((step) => step.id === id);
	const middle = here.x + here.width / 2;
	const level = here.y + here.height / 2;
	/** The nearest layer first, and in it what lies straightest. */
	const nearest = (ids: string[]) =>
		ids
			.filter(known)
			.map((id) => steps.find((step) => step.id === id) as Placed)
			.sort(
				(a, b) =>
					away(a.y + a.height / 2, level) - away(b.y + b.height / 2, level) ||
					away(a.x + a.width / 2, middle) - away(b.x + b.width / 2, middle),
			)[0]?.id ?? null;
	if (direction === 'down') {
		const out = links.filter((link) => link.from === here.id && link.to !== here.id);
		// On along the main line; what goes back or aside only where nothing else does.
		const on = out.filter(({ kind, dashed }) => kind === 'way' && !dashed);
		return nearest((on.length > 0 ? on : out).map(({ to }) => to));
	}
	if (direction === 'up') {
		const into = links.filter(({ kind, from, to }) => to === here.id && from !== here.id && kind !== 'back');
		return nearest(into.map((link) => link.from));
	}
	const sign = direction === 'right' ? 1 : -1;
	const beside = steps
		.filter(({ y, height }) => Math.abs(y + height / 2 - level) < 12)
		.filter(({ x }) => Math.sign(x - here.x) === sign)
		.sort((a, b) => (a.x - b.x) * sign);
	return beside[0]?.id ?? null;
}

function away(a: number, b: number): number {
	return Math.abs(a - b);
}
