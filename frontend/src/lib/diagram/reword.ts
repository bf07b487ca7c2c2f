// Other words in the same places: a letter more in a name rarely needs another layout.

import { byId, type Layout, type Plan } from './model';

/** What places depend on: sizes and lines, not the words in the nodes. The same for plans that are laid out the same. */
export function skeletonOf({ nodes, links, compact }: Plan): string {
	return JSON.stringify([
		nodes.map(({ id, kind, shape, width, height }) => [id, kind, shape, width, height]),
		links,
		compact,
	]);
}

/** The layout of a plan of the same skeleton, with this one's words. */
export function reworded(layout: Layout, plan: Plan): Layout {
	const places = byId(layout.nodes);
	return {
		...layout,
		nodes: plan.nodes.map((node) => {
			const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
			return { ...node, x, y };
		}),
	};
}
