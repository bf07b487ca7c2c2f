// The outlines of nodes and the courses of lines, as SVG paths.

import type { Point, Shape } from './model';

const ROUND = 8;

/** How far the sides of a hexagon slope, and how large a cut corner is. */
const SLOPE = 16;
const CUT = 14;

/** The outline of a node of that size, from its own upper left corner. */
export function outline(shape: Shape, width: number, height: number): string {
	const right = width - SLOPE;
	const middle = height / 2;
	switch (shape) {
		case 'pill':
			return rounded(width, height, height / 2);
		case 'round':
			return rounded(width, height, 16);
		case 'hexagon':
			return `M0 ${middle}L${SLOPE} 0H${right}L${width} ${middle}L${right} ${height}H${SLOPE}Z`;
		case 'cut':
			return `M${ROUND} 0H${width - CUT}L${width} ${CUT}V${height - ROUND}a${ROUND} ${ROUND} 0 0 1 -${ROUND} ${ROUND}H${ROUND}a${ROUND} ${ROUND} 0 0 1 -${ROUND} -${ROUND}V${ROUND}a${ROUND} ${ROUND} 0 0 1 ${ROUND} -${ROUND}Z`;
		case 'notch':
			return `M0 0H${width - ROUND}a${ROUND} ${ROUND} 0 0 1 ${ROUND} ${ROUND}V${height - ROUND}a${ROUND} ${ROUND} 0 0 1 -${ROUND} ${ROUND}H0L12 ${middle}Z`;
		default:
			return rounded(width, height, ROUND);
	}
}

/** What is drawn inside the outline or behind it besides; empty when nothing is. */
export function extra(shape: Shape, width: number, height: number): { behind: string; inside: string } {
	if (shape === 'stack') {
		return {
			behind: `M6 ${height - 2}v1a7 7 0 0 0 7 7h${width - 26}a7 7 0 0 0 7 -7v-1`,
			inside: '',
		};
	}
	if (shape === 'barred') return { behind: '', inside: `M8 0V${height}M${width - 8} 0V${height}` };
	return { behind: '', inside: '' };
}

function rounded(width: number, height: number, wanted: number): string {
	const r = Math.min(wanted, height / 2, width / 2);
	return `M${r} 0H${width - r}a${r} ${r} 0 0 1 ${r} ${r}V${height - r}a${r} ${r} 0 0 1 -${r} ${r}H${r}a${r} ${r} 0 0 1 -${r} -${r}V${r}a${r} ${r} 0 0 1 ${r} -${r}Z`;
}

/** A line through these corners, each of them rounded. */
export function course(points: readonly Point[]): string {
	const [first, ...rest] = points;
	if (!first) return '';
	let path = `M${first.x} ${first.y}`;
	rest.forEach((corner, i) => {
		const before = points[i] as Point;
		const after = rest[i + 1];
		if (!after) return void (path += `L${corner.x} ${corner.y}`);
		const r = Math.min(ROUND, distance(before, corner) / 2, distance(corner, after) / 2);
		const into = towards(corner, before, r);
		const out = towards(corner, after, r);
		path += `L${into.x} ${into.y}Q${corner.x} ${corner.y} ${out.x} ${out.y}`;
	});
	return path;
}

/** The course of a dashed line, from its end: the dashes of lines that end together then lie on each other. */
export function dashedCourse(points: readonly Point[]): string {
	return course([...points].reverse());
}

/** A straight part of a dashed line that is longer is drawn by itself, in pixels. */
const LONG = 600;

/**
 * The course of a line, in the parts that are drawn one by one: where a straight line is dashed by itself only the dashes in
 * sight are made, else all, and a line past hundreds of steps has thousands.
 */
export function strokesOf(points: readonly Point[], dashed: boolean): string[] {
	if (!dashed) return [course(points)];
	const [end, ...rest] = [...points].reverse();
	const parts: string[] = [];
	let corners = end ? [end] : [];
	rest.forEach((corner, i) => {
		const before = corners.at(-1) as Point;
		if (distance(before, corner) <= LONG) return void corners.push(corner);
		// What a corner is rounded with stays with it.
		const from = i > 0 ? towards(before, corner, 2 * ROUND) : before;
		const to = i < rest.length - 1 ? towards(corner, before, 2 * ROUND) : corner;
		if (i > 0) parts.push(course([...corners, from]));
		parts.push(course([from, to]));
		corners = [to, corner];
	});
	const straight = corners[0] === corners[1];
	return straight ? parts : [...parts, course(corners)];
}

/** The head of an arrow that comes in along the last part of a line. */
export function arrowHead(points: readonly Point[]): string {
	const end = points.at(-1);
	const before = points.at(-2);
	if (!end || !before) return '';
	const back = towards(end, before, 7);
	const [dx, dy] = [(end.y - back.y) * 0.5, (back.x - end.x) * 0.5];
	return `M${end.x} ${end.y}L${back.x + dx} ${back.y + dy}L${back.x - dx} ${back.y - dy}Z`;
}

/** The two strokes of a cross. */
export function crossMark({ x, y }: Point): string {
	return `M${x - 3} ${y - 3}L${x + 3} ${y + 3}M${x + 3} ${y - 3}L${x - 3} ${y + 3}`;
}

function distance(a: Point, b: Point): number {
	return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
	const all = distance(from, to) || 1;
	return { x: from.x + ((to.x - from.x) * by) / all, y: from.y + ((to.y - from.y) * by) / all };
}
