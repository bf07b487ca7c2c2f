// Places a plan: where each node stands and along which corners each line goes. Pure: the same plan, the same layout.

import { lanesOf, NARROW, WIDE, type Hop, type Lanes } from './channels';
import { CROSS, LABEL_LINE, MARGIN, type Label, type Layout, type Link, type Placed, type PlacedLink, type Plan, type Point, type Sized } from './model'; // prettier-ignore
import { loopReach, reachOf, spread, type Spread } from './spread';

/** Between what stands in the layers and the first line at the side, and between two such lines. */
const ASIDE = 28;

interface Extent {
	left: number;
	right: number;
}

/** A line along the side: back to a step above, or down to an end that several share. */
interface Outer {
	link: Link;
	x: number;
	/** It leaves, or enters, straight from the side; else through the channel below, or above. */
	leaves: boolean;
	enters: boolean;
}

export function layOut(plan: Plan): Layout {
	if (plan.nodes.length === 0) return { width: 0, height: 0, nodes: [], links: [] };
	return new Router(plan, spread(plan)).layout();
}

class Router {
	readonly #nodes: Map<string, Sized>;
	readonly #extents: Extent[];
	readonly #outer = new Map<string, Outer>();
	readonly #hops = new Map<number, Hop[]>();
	#lanes: Lanes[] = [];
	/** Of the upper edge of each layer, and how high it is. */
	readonly #layers: { y: number; height: number }[] = [];

	constructor(
		private readonly plan: Plan,
		private readonly spread: Spread,
	) {
		this.#nodes = new Map(plan.nodes.map((node) => [node.id, node]));
		this.#extents = spread.layers.map((ids, i) => this.#extentOf(ids, i));
	}

	layout(): Layout {
		this.#backLines();
		this.#rails();
		this.#throughChannels();
		this.#stack();
		return this.#moved(this.plan.nodes.map((node) => this.#place(node)), this.plan.links.flatMap((link) => this.#line(link))); // prettier-ignore
	}

	#extentOf(ids: string[], layer: number): Extent {
		const extent = { left: Infinity, right: -Infinity };
		const take = (left: number, right: number) => {
			extent.left = Math.min(extent.left, left);
			extent.right = Math.max(extent.right, right);
		};
		for (const id of ids) {
			const x = this.#x(id);
			const half = this.#size(id).width / 2;
			take(x - half, x + half);
			const side = this.spread.crosses.get(id);
			const cross = this.plan.links.find(({ kind, from }) => kind === 'cross' && from === id);
			if (side === 'left') take(x - half - reachOf(cross?.label ?? null), x);
			if (side === 'right') take(x, x + half + reachOf(cross?.label ?? null));
			const loop = this.plan.links.find(({ from, to }) => from === id && to === id);
			if (loop) take(x - half - loopReach(loop.label), x);
		}
		for (const [link, xs] of this.spread.lines) {
			const begin = this.spread.layer.get(this.#link(link).from) ?? 0;
			const x = layer > begin && layer < begin + xs.length - 1 ? xs[layer - begin] : undefined;
			if (x !== undefined) take(x - 8, x + 8);
		}
		return extent;
	}

	/** Lines that go back run along the left side, the short ones inside. */
	#backLines(): void {
		const back = this.plan.links
			.filter(
				({ kind, from, to }) =>
					kind === 'back' && from !== to && this.#layerOf(from) >= 0 && this.#layerOf(to) >= 0,
			)
			.sort((a, b) => this.#rise(a) - this.#rise(b));
		for (const link of back) {
			const [above, below] = [this.#layerOf(link.to), this.#layerOf(link.from)];
			const leaves = this.#open(link.from, 'left') && !this.#leavesAside(link.from, 'back');
			const enters = this.#open(link.to, 'left');
			let x = Infinity;
			for (let i = above; i <= below; i++) x = Math.min(x, (this.#extents[i]?.left ?? 0) - ASIDE);
			const words = link.label?.width ?? 0;
			const begin = leaves ? this.#x(link.from) - this.#size(link.from).width / 2 : this.#port(link, 'from');
			x = Math.round(Math.min(x, begin - words - 40));
			this.#outer.set(link.id, { link, x, leaves, enters });
			for (let i = above; i <= below; i++) {
				const extent = this.#extents[i];
				if (extent) extent.left = x;
			}
		}
	}

	#rise(link: Link): number {
		return this.#layerOf(link.from) - this.#layerOf(link.to);
	}

	/** An end that many refuse to stands at the right, below the lowest of them. */
	#rails(): void {
		const ends = [...new Set(this.plan.links.filter(({ kind }) => kind === 'rail').map(({ to }) => to))];
		for (const end of ends) {
			const links = this.plan.links.filter(
				({ kind, to, from }) => kind === 'rail' && to === end && this.#layerOf(from) >= 0,
			);
			const from = links.map((link) => this.#layerOf(link.from));
			const first = Math.min(...from);
			const layer = Math.max(...from) + 1;
			if (links.length === 0) continue;
			if (!this.spread.layers[layer]) {
				this.spread.layers[layer] = [];
				this.#extents[layer] = { left: Infinity, right: -Infinity };
			}
			const leaving = new Map(links.map((link) => [link, this.#open(link.from, 'right') && !this.#leavesAside(link.from, 'rail')])); // prettier-ignore
			let x = -Infinity;
			for (let i = first; i < layer; i++) x = Math.max(x, (this.#extents[i]?.right ?? 0) + ASIDE);
			for (const link of links) {
				if (!leaving.get(link)) continue;
				x = Math.max(x, this.#x(link.from) + this.#size(link.from).width / 2 + (link.label?.width ?? 0) + 40);
			}
			const half = this.#size(end).width / 2;
			x = Math.round(Math.max(x, (this.#extents[layer]?.right ?? 0) + ASIDE + half));
			this.spread.layers[layer]?.push(end);
			this.spread.layer.set(end, layer);
			this.spread.x.set(end, x);
			for (let i = first; i < layer; i++) (this.#extents[i] as Extent).right = x + 8;
			(this.#extents[layer] as Extent).right = x + half;
			for (const link of links) {
				this.#outer.set(link.id, { link, x, leaves: leaving.get(link) ?? false, enters: false });
			}
		}
	}

	/** True where nothing else of the layer is further out, and neither a cross nor a line of its own. */
	#open(id: string, side: 'left' | 'right'): boolean {
		const ids = this.spread.layers[this.#layerOf(id)] ?? [];
		const loop = side === 'left' && this.plan.links.some(({ from, to }) => from === id && to === id);
		return ids.at(side === 'left' ? 0 : -1) === id && this.spread.crosses.get(id) !== side && !loop;
	}

	/** Another line of that kind leaves it at the side already. */
	#leavesAside(id: string, kind: Link['kind']): boolean {
		return [...this.#outer.values()].some(
			({ link, leaves }) => leaves && link.from === id && link.kind === kind,
		);
	}

	#throughChannels(): void {
		for (const [id, xs] of this.spread.lines) {
			const link = this.#link(id);
			const begin = this.#layerOf(link.from);
			const [first, last] = this.#ends(link, xs);
			const all = [first, ...xs.slice(1, -1), last];
			for (let i = 0; i < all.length - 1; i++) {
				this.#hop(begin + i, {
					link: id,
					x1: all[i] ?? 0,
					x2: all[i + 1] ?? 0,
					from: i === 0 ? link.from : `${id}:${i}`,
					to: i === all.length - 2 ? link.to : `${id}:${i + 1}`,
					label: i === 0 ? link.label : null,
				});
			}
		}
		for (const { link, x, leaves, enters } of this.#outer.values()) {
			const below = this.#layerOf(link.from);
			const way = { link: link.id, label: null };
			if (!leaves) {
				const words = { label: link.label, near: true };
				const to = link.kind === 'rail' ? `rail:${link.to}` : `out:${link.id}`;
				this.#hop(below, {
					...way,
					...words,
					x1: this.#port(link, 'from'),
					x2: x,
					from: `out:${link.id}`,
					to,
				});
			}
			if (!enters && link.kind === 'back') {
				const above = this.#layerOf(link.to) - 1;
				this.#hop(above, { ...way, link: `in:${link.id}`, x1: x, x2: this.#port(link, 'to'), from: `in:${link.id}`, to: link.to }); // prettier-ignore
			}
		}
	}

	/** Where a line that nearly goes straight down leaves and enters, so that it does. */
	#ends(link: Link, xs: number[]): [number, number] {
		const first = xs[0] ?? 0;
		const last = xs.at(-1) ?? 0;
		if (xs.length !== 2 || Math.abs(first - last) > 12) return [first, last];
		return this.#size(link.from).width > this.#size(link.to).width ? [last, last] : [first, first];
	}

	/** Beside the middle, which belongs to the main line. */
	#port(link: Link, end: 'from' | 'to'): number {
		const id = link[end];
		const aside = Math.round(this.#size(id).width / 4);
		return this.#x(id) + (link.kind === 'rail' ? aside : -aside);
	}

	#hop(channel: number, hop: Hop): void {
		const same = this.#hops.get(channel);
		if (same) same.push(hop);
		else this.#hops.set(channel, [hop]);
	}

	/** Puts the layers and the channels between them below each other. */
	#stack(): void {
		const space = this.plan.compact ? NARROW : WIDE;
		const layers = this.spread.layers;
		const first = lanesOf(this.#hops.get(-1) ?? [], space);
		let y = this.#hops.has(-1) ? first.height : 0;
		this.#lanes = [];
		layers.forEach((ids, i) => {
			const height = Math.max(...ids.map((id) => this.#size(id).height), 0);
			this.#layers.push({ y, height });
			y += height;
			const lanes = lanesOf(this.#hops.get(i) ?? [], space);
			const under = this.#overhang(ids, height);
			this.#lanes.push(
				under > 0 ? { ...lanes, height: Math.max(lanes.height, under + space.bottom) } : lanes,
			);
			if (i < layers.length - 1 || this.#hops.has(i)) y += this.#lanes[i]?.height ?? 0;
		});
		this.#lanes[-1] = first;
	}

	/** How far the words below a cross reach below its layer. */
	#overhang(ids: string[], height: number): number {
		const lines = this.plan.links
			.filter(({ kind, from }) => kind === 'cross' && ids.includes(from))
			.map(({ label }) => label?.lines.length ?? 0);
		return Math.max(0, ...lines.map((n) => CROSS.radius + 4 + n * LABEL_LINE - height / 2));
	}

	#place(node: Sized): Placed {
		const { y, height } = this.#layers[this.#layerOf(node.id)] ?? { y: 0, height: 0 };
		return {
			...node,
			x: Math.round(this.#x(node.id) - node.width / 2),
			y: Math.round(y + (height - node.height) / 2),
		};
	}

	#line(link: Link): PlacedLink[] {
		if (this.#layerOf(link.from) < 0) return [];
		if (link.kind === 'cross') return [this.#crossLine(link)];
		if (this.#layerOf(link.to) < 0) return [];
		if (link.from === link.to) return [this.#ownLoop(link)];
		return [this.#outer.has(link.id) ? this.#outerLine(link) : this.#downLine(link)];
	}

	#downLine(link: Link): PlacedLink {
		const begin = this.#layerOf(link.from);
		const xs = this.spread.lines.get(link.id) ?? [this.#x(link.from), this.#x(link.to)];
		const [first, last] = this.#ends(link, xs);
		const all = [first, ...xs.slice(1, -1), last];
		const points: Point[] = [
			{ x: first, y: this.#place(this.#size(link.from)).y + this.#size(link.from).height },
		];
		for (let i = 0; i < all.length - 1; i++) {
			const [x1, x2] = [all[i] ?? 0, all[i + 1] ?? 0];
			if (x1 === x2) continue;
			const y = this.#laneY(begin + i, link.id);
			points.push({ x: x1, y }, { x: x2, y });
		}
		points.push({ x: last, y: this.#place(this.#size(link.to)).y });
		return { ...link, points, cross: null, label: this.#labelIn(begin, link) };
	}

	#outerLine(link: Link): PlacedLink {
		const { x, leaves, enters } = this.#outer.get(link.id) as Outer;
		const from = this.#place(this.#size(link.from));
		const to = this.#place(this.#size(link.to));
		const rail = link.kind === 'rail';
		const points: Point[] = [];
		let label: PlacedLink['label'] = null;
		const middle = from.y + from.height / 2;
		if (leaves) {
			const edge = rail ? from.x + from.width : from.x;
			points.push({ x: edge, y: middle }, { x, y: middle });
			if (link.label) label = { ...link.label, x: this.#beside(link, link.label, edge, x), y: middle };
		} else {
			const y = this.#laneY(this.#layerOf(link.from), link.id);
			const port = this.#port(link, 'from');
			points.push({ x: port, y: from.y + from.height }, { x: port, y }, { x, y });
			label = this.#labelIn(this.#layerOf(link.from), link);
		}
		if (rail) points.push({ x, y: to.y });
		else if (enters) points.push({ x, y: to.y + to.height / 2 }, { x: to.x, y: to.y + to.height / 2 });
		else {
			const y = this.#laneY(this.#layerOf(link.to) - 1, `in:${link.id}`);
			const port = this.#port(link, 'to');
			points.push({ x, y }, { x: port, y }, { x: port, y: to.y });
		}
		return { ...link, points, cross: null, label };
	}

	/** Where the words of a line that leaves at the side stand: near the step, and on no line that crosses it. */
	#beside(link: Link, label: Label, edge: number, end: number): number {
		const layer = this.#layerOf(link.from);
		const away = Math.sign(end - edge) || 1;
		const room = label.width / 2 + 14;
		const near = edge + away * room;
		const crossing = [...this.spread.lines].flatMap(([id, xs]) => {
			const begin = this.#layerOf(this.#link(id).from);
			const x = layer > begin && layer < begin + xs.length - 1 ? xs[layer - begin] : undefined;
			return x === undefined ? [] : [x];
		});
		const free = [near, ...crossing.map((x) => x + away * room).sort((a, b) => (a - b) * away)].find(
			(x) =>
				(x - near) * away >= 0 &&
				(end - x) * away >= room - 4 &&
				crossing.every((line) => Math.abs(line - x) >= room - 4),
		);
		return Math.round(free ?? near);
	}

	/** Out at the side and in again. */
	#ownLoop(link: Link): PlacedLink {
		const { x, y, height } = this.#place(this.#size(link.from));
		const out = x - loopReach(link.label) + 4;
		const [low, high] = [Math.round(y + height * 0.72), Math.round(y + height * 0.28)];
		const points = [
			{ x, y: low },
			{ x: out, y: low },
			{ x: out, y: high },
			{ x, y: high },
		];
		const label: Label | null = link.label;
		const at = label && { ...label, x: Math.round((x + out) / 2), y: low };
		return { ...link, points, cross: null, label: at };
	}

	#crossLine(link: Link): PlacedLink {
		const node = this.#place(this.#size(link.from));
		const right = this.spread.crosses.get(link.from) !== 'left';
		const y = node.y + node.height / 2;
		const edge = right ? node.x + node.width : node.x;
		const x = edge + (right ? CROSS.away : -CROSS.away);
		const points = [
			{ x: edge, y },
			{ x: x + (right ? -CROSS.radius : CROSS.radius), y },
		];
		const below = y + CROSS.radius + 3 + ((link.label?.lines.length ?? 1) * LABEL_LINE) / 2;
		return { ...link, points, cross: { x, y }, label: link.label && { ...link.label, x, y: below } };
	}

	#laneY(channel: number, link: string): number {
		const lanes = this.#lanes[channel];
		const layer = this.#layers[channel];
		const top = layer ? layer.y + layer.height : 0;
		return Math.round(top + (lanes?.lane.get(link) ?? 0));
	}

	#labelIn(channel: number, link: Link): PlacedLink['label'] {
		const place = this.#lanes[channel]?.label.get(link.id);
		const layer = this.#layers[channel];
		if (!place || !layer || !link.label) return null;
		return { ...link.label, x: place.x, y: layer.y + layer.height + place.y };
	}

	/** So that everything begins at the margin. */
	#moved(nodes: Placed[], links: PlacedLink[]): Layout {
		const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
		const take = (x: number, y: number, w = 0, h = 0) => {
			bounds.left = Math.min(bounds.left, x);
			bounds.top = Math.min(bounds.top, y);
			bounds.right = Math.max(bounds.right, x + w);
			bounds.bottom = Math.max(bounds.bottom, y + h);
		};
		for (const node of nodes)
			take(node.x, node.y, node.width, node.height + (node.shape === 'stack' ? 6 : 0));
		for (const { points, label, cross } of links) {
			for (const { x, y } of points) take(x, y);
			if (cross) take(cross.x - CROSS.radius, cross.y - CROSS.radius, CROSS.radius * 2, CROSS.radius * 2);
			if (!label) continue;
			const height = label.lines.length * LABEL_LINE;
			take(label.x - label.width / 2 - 4, label.y - height / 2, label.width + 8, height);
		}
		const dx = Math.round(MARGIN - bounds.left);
		const dy = Math.round(MARGIN - bounds.top);
		const shift = <P extends Point>(point: P): P => ({ ...point, x: point.x + dx, y: point.y + dy });
		return {
			width: Math.ceil(bounds.right - bounds.left + 2 * MARGIN),
			height: Math.ceil(bounds.bottom - bounds.top + 2 * MARGIN),
			nodes: nodes.map(shift),
			links: links.map((link) => ({
				...link,
				points: link.points.map(shift),
				label: link.label && shift(link.label),
				cross: link.cross && shift(link.cross),
			})),
		};
	}

	#x(id: string): number {
		return this.spread.x.get(id) ?? 0;
	}

	/** -1 when it is not placed. */
	#layerOf(id: string): number {
		return this.spread.layer.get(id) ?? -1;
	}

	#size(id: string): Sized {
		return this.#nodes.get(id) as Sized;
	}

	#link(id: string): Link {
		return this.plan.links.find((link) => link.id === id) as Link;
	}
}
