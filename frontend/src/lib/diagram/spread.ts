// Which step stands in which layer, and where from left to right. Dagre decides that; the rest of the layout is ours.

import { Graph, layout } from '@dagrejs/dagre';
import { CROSS, type Label, type Link, type Plan, type Sized } from './model';

export type Side = 'left' | 'right';

export interface Spread {
	/** From top to bottom, each from left to right. */
	layers: string[][];
	layer: Map<string, number>;
	/** The middle of each node. */
	x: Map<string, number>;
	/** By link, its x in each layer from where it begins to where it ends. */
	lines: Map<string, number[]>;
	/** Where the cross of a step stands. */
	crosses: Map<string, Side>;
}

interface Slot {
	id: string;
	left: number;
	right: number;
}

/** What the side of a step that has a cross takes. */
export function reachOf(label: Label | null): number {
	return CROSS.away + Math.max(CROSS.radius, (label?.width ?? 0) / 2) + 8;
}

/** What a line that leads around the side of its own step takes there. */
export function loopReach(label: Label | null): number {
	return (label?.width ?? 0) + 36;
}

export function spread(plan: Plan): Spread {
	const loops = new Map(
		plan.links
			.filter(({ from, to }) => from === to)
			.map(({ from, label }) => [from, loopReach(label)] as const),
	);
	const first = arrange(plan, loops);
	const room = crossRoom(plan, first);
	if (room.size === 0) return first;
	for (const [id, reach] of loops) room.set(id, Math.max(reach, room.get(id) ?? 0));
	const second = arrange(plan, room);
	// Where it is still narrow the room was made on both sides.
	crossRoom(plan, second);
	return second;
}

/** `room` is what a node needs on either side besides its own width. */
function arrange(plan: Plan, room: Map<string, number>): Spread {
	const aside = new Set(plan.links.filter(({ kind }) => kind === 'rail').map(({ to }) => to));
	const graph = new Graph({ multigraph: true });
	graph.setGraph({ nodesep: plan.compact ? 20 : 28, edgesep: 28, ranksep: 80 });
	const sizes = new Map(plan.nodes.map((node) => [node.id, node]));
	for (const { id, width, height } of plan.nodes) {
		if (!aside.has(id)) graph.setNode(id, { width: width + 2 * (room.get(id) ?? 0), height });
	}
	const down = plan.links.filter(({ kind, to }) => (kind === 'way' || kind === 'start') && !aside.has(to));
	for (const { id, from, to, dashed } of down) {
		if (!aside.has(from)) graph.setEdge(from, to, { weight: dashed ? 1 : 3 }, id);
	}
	layout(graph);

	const byRank = new Map<number, Sized[]>();
	const x = new Map<string, number>();
	for (const id of graph.nodes()) {
		const placed = graph.node(id) as { x: number; y: number };
		const node = sizes.get(id);
		if (!node) continue;
		x.set(id, Math.round(placed.x));
		const rank = Math.round(placed.y);
		const others = byRank.get(rank);
		if (others) others.push(node);
		else byRank.set(rank, [node]);
	}
	const ranks = [...byRank.keys()].sort((a, b) => a - b);
	const layers = ranks.map((rank) =>
		(byRank.get(rank) ?? []).map(({ id }) => id).sort((a, b) => (x.get(a) ?? 0) - (x.get(b) ?? 0)),
	);
	const layer = new Map(layers.flatMap((ids, i) => ids.map((id) => [id, i] as const)));
	const lines = new Map<string, number[]>();
	for (const { id, from, to } of down) {
		const edge = graph.edge({ v: from, w: to, name: id }) as
			{ points: { x: number; y: number }[] } | undefined;
		const begin = layer.get(from);
		const end = layer.get(to);
		if (!edge || begin === undefined || end === undefined) continue;
		const between = ranks.slice(begin + 1, end).map((rank) => {
			const near = edge.points.reduce((a, b) => (Math.abs(b.y - rank) < Math.abs(a.y - rank) ? b : a));
			return Math.round(near.x);
		});
		lines.set(id, straightened([x.get(from) ?? 0, ...between, x.get(to) ?? 0]));
	}
	const found = { layers, layer, x, lines, crosses: new Map<string, Side>() };
	if (backwards(down, x)) mirror(found);
	return found;
}

/** True where more ways of a split stand against the order of the text than with it. */
function backwards(links: Link[], x: Map<string, number>): boolean {
	let against = 0;
	links.forEach(({ from, to }, i) => {
		for (const other of links.slice(i + 1)) {
			if (other.from === from) against += Math.sign((x.get(to) ?? 0) - (x.get(other.to) ?? 0));
		}
	});
	return against > 0;
}

function mirror({ layers, x, lines }: Spread): void {
	for (const ids of layers) ids.reverse();
	for (const [id, at] of x) x.set(id, -at);
	for (const [id, xs] of lines)
		lines.set(
			id,
			xs.map((at) => -at),
		);
}

/** A bend of a few pixels is none: what lies between two steps gives way. */
function straightened(xs: number[]): number[] {
	for (let i = 1; i < xs.length - 1; i++) {
		if (Math.abs((xs[i] ?? 0) - (xs[i - 1] ?? 0)) < 8) xs[i] = xs[i - 1] ?? 0;
	}
	for (let i = xs.length - 2; i > 0; i--) {
		if (Math.abs((xs[i] ?? 0) - (xs[i + 1] ?? 0)) < 8) xs[i] = xs[i + 1] ?? 0;
	}
	return xs;
}

/** Chooses the side of each cross, the outer one first. Gives the nodes that have room for it on neither side. */
function crossRoom(plan: Plan, spread: Spread): Map<string, number> {
	const needed = new Map<string, number>();
	const sizes = new Map(plan.nodes.map((node) => [node.id, node]));
	const slots = slotsOf(plan, spread, sizes);
	const linked = (id: string, kind: Link['kind'], end: 'from' | 'to') =>
		plan.links.some((link) => link.kind === kind && link[end] === id);
	for (const link of plan.links) {
		if (link.kind !== 'cross') continue;
		const layer = spread.layer.get(link.from);
		const node = sizes.get(link.from);
		if (layer === undefined || !node) continue;
		const reach = reachOf(link.label);
		const all = slots[layer] ?? [];
		const at = all.findIndex(({ id }) => id === link.from);
		const free = {
			left: (all[at]?.left ?? 0) - (all[at - 1]?.right ?? -Infinity),
			right: (all[at + 1]?.left ?? Infinity) - (all[at]?.right ?? 0),
		};
		// A line that goes back leaves and enters at the left, one to a shared end leaves at the right.
		const taken = {
			left: linked(link.from, 'back', 'from') || linked(link.from, 'back', 'to'),
			right: linked(link.from, 'rail', 'from'),
		};
		const outer: Side = at === 0 && all.length > 1 ? 'left' : 'right';
		const sides: Side[] = outer === 'left' ? ['left', 'right'] : ['right', 'left'];
		const side =
			sides.find((one) => free[one] >= reach && !taken[one]) ?? sides.find((one) => !taken[one]) ?? outer;
		spread.crosses.set(link.from, side);
		const neighbour = all[side === 'left' ? at - 1 : at + 1];
		if (free[side] < reach) needed.set(link.from, reach - 20);
		// What comes next to it has less room for a cross of its own.
		else if (neighbour) {
			if (side === 'left' && all[at]) all[at].left -= reach;
			else if (all[at]) all[at].right += reach;
		}
	}
	return needed;
}

function slotsOf(plan: Plan, spread: Spread, sizes: Map<string, Sized>): Slot[][] {
	const slots = spread.layers.map((ids) =>
		ids.map((id): Slot => {
			const half = (sizes.get(id)?.width ?? 0) / 2;
			const x = spread.x.get(id) ?? 0;
			const loop = plan.links.find(({ from, to }) => from === id && to === id);
			return { id, left: x - half - (loop ? loopReach(loop.label) : 0), right: x + half };
		}),
	);
	for (const { id, from } of plan.links) {
		const begin = spread.layer.get(from) ?? 0;
		spread.lines.get(id)?.forEach((x, i, all) => {
			if (i > 0 && i < all.length - 1) slots[begin + i]?.push({ id, left: x - 4, right: x + 4 });
		});
	}
	for (const layer of slots) layer.sort((a, b) => a.left - b.left);
	return slots;
}
