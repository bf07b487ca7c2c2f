// Between two layers is a channel in which lines go sideways. Lines that would lie on each other get lanes of their own,
// and the words of a way stand where the line is its own.

import { LABEL_LINE, type Label } from './model';

/** The part of a line that crosses one channel. */
export interface Hop {
	link: string;
	/** Where it comes in from above, and where it goes on below. */
	x1: number;
	x2: number;
	/** Hops with the same begin in one point; so they may share a lane. */
	from: string;
	to: string;
	/** The words that stand here. */
	label: Label | null;
	/** They stand near where it comes in: it goes on along the side of everything. */
	near?: boolean;
}

export interface Lanes {
	height: number;
	/** By link, how far below the channel's upper edge its sideways part is. */
	lane: Map<string, number>;
	/** By link, where the middle of its words is. */
	label: Map<string, { x: number; y: number }>;
}

export interface Spacing {
	/** Above the first lane, between two, and below the last one, where the arrows are. */
	top: number;
	pitch: number;
	bottom: number;
	least: number;
}

export const WIDE: Spacing = { top: 16, pitch: 12, bottom: 24, least: 40 };
export const NARROW: Spacing = { top: 12, pitch: 10, bottom: 18, least: 28 };

interface Group {
	hops: Hop[];
	min: number;
	max: number;
}

export function lanesOf(hops: Hop[], space: Spacing): Lanes {
	const groups = ordered(grouped(hops.filter(({ x1, x2 }) => x1 !== x2)));
	const rows: Group[][] = [];
	const row = new Map<Group, number>();
	for (const group of groups) {
		const above = groups.filter((other) => row.has(other) && mustBeAbove(other, group));
		let at = Math.max(0, ...above.map((other) => (row.get(other) ?? 0) + 1));
		while (rows[at]?.some((other) => other.min < group.max + 6 && group.min < other.max + 6)) at++;
		(rows[at] ??= []).push(group);
		row.set(group, at);
	}

	const label = new Map<string, { x: number; y: number }>();
	const lane = new Map<string, number>();
	let y = space.top;
	let worded = false;
	rows.forEach((groupsOfRow, i) => {
		const within = groupsOfRow.flatMap((group) => sidewaysLabels(group));
		if (i > 0) y += within.length > 0 ? Math.max(space.pitch, LABEL_LINE) : space.pitch;
		worded = within.length > 0;
		for (const [link, x] of within) label.set(link, { x, y });
		for (const { link } of groupsOfRow.flatMap((group) => group.hops)) lane.set(link, y);
	});

	const below = rows.length > 0 ? y + (worded ? LABEL_LINE / 2 + 2 : 4) : space.top - 6;
	const standing = hops.filter((hop) => hop.label && !label.has(hop.link));
	const end = standingLabels(standing, below, label);
	const used = standing.length > 0 ? end : rows.length > 0 ? y : 0;
	if (hops.length === 0) return { height: space.least, lane, label };
	return { height: Math.max(space.least, used + space.bottom - (standing.length > 0 ? 6 : 0)), lane, label };
}

function byKey(hops: Hop[], key: (hop: Hop) => string): Map<string, Hop[]> {
	const found = new Map<string, Hop[]>();
	for (const hop of hops) {
		const same = found.get(key(hop));
		if (same) same.push(hop);
		else found.set(key(hop), [hop]);
	}
	return found;
}

/** Lines that fan out from one point share a lane, and so do those that meet in one. */
function grouped(hops: Hop[]): Group[] {
	const from = byKey(hops, (hop) => hop.from);
	const groups: Hop[][] = [];
	const rest: Hop[] = [];
	for (const same of from.values()) {
		if (same.length > 1) groups.push(same);
		else rest.push(...same);
	}
	groups.push(...byKey(rest, (hop) => hop.to).values());
	return groups.map((same) => {
		const xs = same.flatMap(({ x1, x2 }) => [x1, x2]);
		return { hops: same, min: Math.min(...xs), max: Math.max(...xs) };
	});
}

/** One that begins where the other ends has to be above it, else both would lie on each other there. */
function mustBeAbove(upper: Group, lower: Group): boolean {
	return upper.hops.some((a) => lower.hops.some((b) => a.from !== b.from && Math.abs(a.x1 - b.x2) < 6));
}

/** From top to bottom, so that as few as possible cross. */
function ordered(groups: Group[]): Group[] {
	const weight = ({ hops }: Group): [number, number] => {
		const right = hops.every(({ x1, x2 }) => x2 > x1);
		const left = hops.every(({ x1, x2 }) => x2 < x1);
		const x = hops[0]?.x1 ?? 0;
		return right ? [1, -x] : left ? [2, x] : [0, x];
	};
	const waiting = groups
		.map((group) => ({ group, weight: weight(group) }))
		.sort((a, b) => a.weight[0] - b.weight[0] || a.weight[1] - b.weight[1])
		.map(({ group }) => group);
	const done: Group[] = [];
	while (waiting.length > 0) {
		const at = waiting.findIndex((one) => !waiting.some((other) => other !== one && mustBeAbove(other, one)));
		done.push(...waiting.splice(Math.max(0, at), 1));
	}
	return done;
}

/** The words of a way stand on its lane, between where the line of its neighbour goes down and where its own does. */
function sidewaysLabels({ hops }: Group): [string, number][] {
	const fans = new Set(hops.map(({ from }) => from)).size === 1;
	const found: [string, number][] = [];
	for (const direction of [1, -1]) {
		const same = hops
			.filter(({ x1, x2 }) => Math.sign(x2 - x1) === direction)
			.sort((a, b) => (a.x2 - b.x2) * direction);
		let inner = same[0]?.x1 ?? 0;
		for (const hop of same) {
			if (hop.near && hop.label) {
				found.push([hop.link, Math.round(hop.x1 + direction * (hop.label.width / 2 + 20))]);
				continue;
			}
			const begin = fans ? inner : hop.x1;
			const alone = fans || same.length === 1;
			const length = Math.abs(hop.x2 - begin);
			if (hop.label?.lines.length === 1 && alone && length >= hop.label.width + 28) {
				found.push([hop.link, Math.round((begin + hop.x2) / 2)]);
			}
			inner = hop.x2;
		}
	}
	return found;
}

/** Words on the part that goes down: in as many rows as it takes for none to cover another. Gives where they end. */
function standingLabels(hops: Hop[], top: number, label: Lanes['label']): number {
	const rows: { end: number; lines: number; hops: Hop[] }[] = [];
	for (const hop of [...hops].sort((a, b) => a.x2 - b.x2)) {
		const half = (hop.label?.width ?? 0) / 2 + 6;
		let row = rows.find(({ end }) => hop.x2 - half >= end);
		if (!row) rows.push((row = { end: 0, lines: 0, hops: [] }));
		row.end = hop.x2 + half;
		row.lines = Math.max(row.lines, hop.label?.lines.length ?? 1);
		row.hops.push(hop);
	}
	let y = top;
	for (const { lines, hops: inRow } of rows) {
		const height = lines * LABEL_LINE;
		for (const { link, x2 } of inRow) label.set(link, { x: x2, y: Math.round(y + height / 2) });
		y += height + 2;
	}
	return y;
}
