// What a laid out diagram is made of. Lengths are pixels at 100 %, places count from the upper left corner.

export interface Point {
	x: number;
	y: number;
}

/** The outline of a node; it says the type of the step, together with the icon. */
export type Shape = 'box' | 'hexagon' | 'stack' | 'cut' | 'pill' | 'round' | 'notch' | 'barred';

export type IconName =
	| 'form'
	| 'decision'
	| 'split'
	| 'parallel'
	| 'automatic'
	| 'notification'
	| 'spawn'
	| 'loop'
	| 'wait'
	| 'end'
	| 'unknown';

/** What stands at a place of the diagram: a step, or something that no step of the text is. */
export type NodeKind = 'step' | 'start' | 'finish' | 'missing';

/** Something to be placed, with the size that its words need. */
export interface Sized {
	/** The id of the step; what is no step begins with @. */
	id: string;
	kind: NodeKind;
	shape: Shape;
	icon: IconName | null;
	/** As it is written on the node, shortened where it is too long. */
	name: string;
	/** The second line; may be empty. */
	who: string;
	/** How far from the left the icon is; the words are beside it. */
	inset: number;
	width: number;
	height: number;
}

export interface Placed extends Sized {
	/** Of the upper left corner. */
	x: number;
	y: number;
}

/** The words of ways, and how wide they are. */
export interface Label {
	/** A line for each way. */
	lines: string[];
	width: number;
}

export type LinkKind =
	/** From the request form to the first step. */
	| 'start'
	/** To a step further down. */
	| 'way'
	/** Back to a step before, or to itself. */
	| 'back'
	/** To an end that several steps reject to: all go along one line at the side. */
	| 'rail'
	/** To no step: a dashed line to a small cross. */
	| 'cross';

/** One line to be drawn, for one way or for several between the same steps. */
export interface Link {
	/** Of its first way. */
	id: string;
	/** The ids of the ways. */
	ways: string[];
	kind: LinkKind;
	from: string;
	/** Empty for a cross. */
	to: string;
	label: Label | null;
	dashed: boolean;
}

export interface PlacedLabel extends Label {
	/** Of its middle. */
	x: number;
	y: number;
}

export interface PlacedLink extends Omit<Link, 'label'> {
	/** Its corners, from its beginning to its end. */
	points: Point[];
	label: PlacedLabel | null;
	/** The middle of the cross that it ends at. */
	cross: Point | null;
}

/** All that is to be placed: made of a diagram, and the same for diagrams that look the same. */
export interface Plan {
	nodes: Sized[];
	links: Link[];
	/** Closer together, for a small picture. */
	compact: boolean;
}

export interface Layout {
	width: number;
	height: number;
	nodes: Placed[];
	links: PlacedLink[];
}

/** How far the middle of a cross is from the step, and how large it is. */
export const CROSS = { away: 34, radius: 9 };

/** From the left of an icon to the words beside it. */
export const ICON_ROOM = 24;

/** How high a line of a label is. */
export const LABEL_LINE = 16;

/** Free around the whole diagram. */
export const MARGIN = 24;

export function byId<T extends { id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
	return new Map(all.map((one) => [one.id, one]));
}

/** How often each of them occurs. */
export function countBy(names: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = Object.create(null) as Record<string, number>;
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}
