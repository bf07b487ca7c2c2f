// A laid out diagram as plain strokes and words, from the ground up, for pictures outside of the page.

import { ICONS } from './icons';
import type { FontName } from './measure';
import { CROSS, ICON_ROOM, LABEL_LINE, type Layout, type Placed, type PlacedLink, type Point } from './model';
import type { Colour } from './palette';
import { arrowHead, course, crossMark, dashedCourse, extra, outline } from './paths';

export interface Stroke {
	kind: 'stroke';
	path: string;
	/** Where the path's own zero is. */
	at: Point;
	fill: Colour | null;
	line: Colour | null;
	width: number;
	dashes: number[];
}

export interface Words {
	kind: 'words';
	text: string;
	/** Of its base line: where it begins, or its middle. */
	at: Point;
	from: 'start' | 'middle';
	font: FontName;
	fill: Colour;
}

export type Figure = Stroke | Words;

export function figuresOf({ width, height, nodes, links }: Layout): Figure[] {
	return [
		stroke(`M0 0H${width}V${height}H0Z`, { x: 0, y: 0 }, { fill: 'canvas' }),
		...links.flatMap(lineOf),
		...links.flatMap(wordsOf),
		...nodes.flatMap(nodeOf),
	];
}

function stroke(path: string, at: Point, look: Partial<Stroke>): Stroke {
	return { kind: 'stroke', path, at, fill: null, line: null, width: 1, dashes: [], ...look };
}

const ZERO = { x: 0, y: 0 };

function lineOf({ points, dashed, cross }: PlacedLink): Figure[] {
	const path = dashed ? dashedCourse(points) : course(points);
	const line = stroke(path, ZERO, { line: 'edge', width: 1.5, dashes: dashed ? [3, 3] : [] });
	if (!cross) return [line, stroke(arrowHead(points), ZERO, { fill: 'edge' })];
	return [
		line,
		stroke(circle(CROSS.radius), cross, { fill: 'canvas', line: 'edge' }),
		stroke(crossMark(cross), ZERO, { line: 'edge', width: 1.5 }),
	];
}

function wordsOf({ label }: PlacedLink): Figure[] {
	if (!label) return [];
	const { x, y, width, lines } = label;
	const height = lines.length * LABEL_LINE;
	const ground = `M0 0H${width + 8}V${height}H0Z`;
	const top = y - height / 2;
	return [
		stroke(ground, { x: x - width / 2 - 4, y: top }, { fill: 'canvas' }),
		...lines.map((text, i): Words => ({
			kind: 'words',
			text,
			at: { x, y: top + i * LABEL_LINE + 12 },
			from: 'middle',
			font: 'label',
			fill: 'text-2',
		})),
	];
}

function nodeOf(node: Placed): Figure[] {
	const { shape, width, height, inset, icon, name, who, kind } = node;
	const at = { x: node.x, y: node.y };
	const missing = kind === 'missing';
	const line: Colour = missing ? 'red' : 'node-line';
	const more = extra(shape, width, height);
	const found: Figure[] = [];
	if (more.behind) found.push(stroke(more.behind, at, { fill: 'node', line }));
	found.push(
		stroke(outline(shape, width, height), at, { fill: 'node', line, dashes: missing ? [4, 3] : [] }),
	);
	if (more.inside) found.push(stroke(more.inside, at, { line }));
	if (icon) {
		const place = { x: at.x + inset, y: at.y + height / 2 - 8 };
		found.push(stroke(ICONS[icon], place, { line: missing ? 'red' : 'text-2', width: 1.4 }));
	}
	const words = { kind: 'words' as const, from: 'start' as const };
	const x = at.x + inset + ICON_ROOM;
	const middle = at.y + height / 2;
	const fill: Colour = missing ? 'red' : 'text-1';
	found.push({ ...words, text: name, at: { x, y: who ? middle - 4 : middle + 4.5 }, font: 'name', fill });
	if (who) found.push({ ...words, text: who, at: { x, y: middle + 13 }, font: 'who', fill: 'text-2' });
	return found;
}

function circle(r: number): string {
	return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}
