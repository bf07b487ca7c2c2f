// From what the program says of a text to what is to be placed: sizes, the words on the lines, and which lines go back.

import type { Diagram, DiagramStep, DiagramWay } from '$lib/backend';
import { shortened, type FontName, type Measure } from './measure';
import {
	countBy,
	ICON_ROOM,
	type IconName,
	type Label,
	type Link,
	type Plan,
	type Shape,
	type Sized,
} from './model';

/** The words that are no step's. */
export interface PlanWords {
	form: (fields: number) => string;
	finish: string;
	missing: (name: string) => string;
	/** When a way is taken; as the program says it where this is left out. */
	when?: (way: DiagramWay) => string;
}

export interface PlanOptions {
	measure: Measure;
	words: PlanWords;
	/** One line a step, and crosses only for the ways that are wanted: for a comparison. */
	compact?: { crosses: (wayId: string) => boolean };
}

export const START = '@start';

/** What is drawn of each type of step. */
const LOOKS: Record<string, { shape: Shape; icon: IconName }> = {
	decision: { shape: 'box', icon: 'decision' },
	parallel_approval: { shape: 'stack', icon: 'parallel' },
	conditional_split: { shape: 'hexagon', icon: 'split' },
	automatic: { shape: 'box', icon: 'automatic' },
	notification: { shape: 'cut', icon: 'notification' },
	spawn: { shape: 'barred', icon: 'spawn' },
	loop: { shape: 'round', icon: 'loop' },
	wait_webhook: { shape: 'notch', icon: 'wait' },
	end: { shape: 'pill', icon: 'end' },
	approval: { shape: 'box', icon: 'decision' },
	notification_only: { shape: 'cut', icon: 'notification' },
};

export function lookOf(type: string): { shape: Shape; icon: IconName } {
	return LOOKS[type] ?? { shape: 'box', icon: 'unknown' };
}

/** Outcomes that a request does not go on with. */
const REFUSALS = new Set(['on_reject', 'on_failure', 'on_timeout', 'on_cancel', 'on_decline', 'on_deny']);

export function planOf(diagram: Diagram, options: PlanOptions): Plan {
	const { measure, words, compact } = options;
	const size = compact ? compactly(measure) : fully(measure);
	const nodes: Sized[] = diagram.steps.map((step) => size.step(step));
	const known = new Set(diagram.steps.map(({ id }) => id));
	const when = words.when ?? (({ label }: DiagramWay) => label);
	const links = new Map<string, Link>();

	function link(key: string, make: () => Link, way?: DiagramWay): void {
		const before = links.get(key);
		if (!before) return void links.set(key, make());
		if (!way) return;
		before.ways.push(way.id);
		before.label = labelOf([...(before.label?.lines ?? []), when(way)], measure);
		before.dashed &&= isRefusal(way);
	}

	for (const way of diagram.ways) {
		if (!known.has(way.from)) continue;
		const dashed = isRefusal(way);
		const base = { id: way.id, ways: [way.id], from: way.from, label: labelOf([when(way)], measure), dashed };
		if (way.to && known.has(way.to)) {
			const kind = way.to === way.from ? 'back' : 'way';
			link(`${way.from}>${way.to}`, () => ({ ...base, kind, to: way.to }), way);
		} else if (way.to_missing) {
			const to = `@missing:${way.to_missing}`;
			if (!nodes.some(({ id }) => id === to))
				nodes.push(size.pill(to, 'missing', words.missing(way.to_missing)));
			link(`${way.from}>${to}`, () => ({ ...base, kind: 'way', to }), way);
		} else if (dashed) {
			if (compact && !compact.crosses(way.id)) continue;
			link(`${way.from}>`, () => ({ ...base, kind: 'cross', to: '' }), way);
		} else {
			const to = `@finish:${way.from}`;
			if (!nodes.some(({ id }) => id === to)) nodes.push(size.pill(to, 'finish', words.finish));
			link(`${way.from}>${to}`, () => ({ ...base, kind: 'way', to }), way);
		}
	}

	const all = [...links.values()];
	if (!compact) {
		nodes.unshift(size.pill(START, 'start', words.form(diagram.field_count)));
		if (known.has(diagram.start)) {
			all.unshift({
				id: START, ways: [], kind: 'start', from: START, to: diagram.start, label: null, dashed: false,
			}); // prettier-ignore
		}
	}
	leaveOutPlain(diagram, all);
	markBack(diagram, all);
	markRails(diagram, all);
	return { nodes, links: all, compact: compact !== undefined };
}

export function isRefusal(way: DiagramWay): boolean {
	return way.kind === 'outcome' && REFUSALS.has(way.key);
}

const PLAIN = new Set(['on_approve', 'on_complete']);

/** That a request goes on when it is approved goes without saying, where that is the only way on. */
function leaveOutPlain(diagram: Diagram, links: Link[]): void {
	const plain = new Set(diagram.ways.filter(({ key }) => PLAIN.has(key)).map(({ id }) => id));
	const on = countBy(links.filter(({ dashed }) => !dashed).map(({ from }) => from));
	for (const one of links) {
		const [way] = one.ways;
		if (way && one.ways.length === 1 && plain.has(way) && on[one.from] === 1) one.label = null;
	}
}

/** The lines that close a circle, found by walking from the first step, go back. */
function markBack(diagram: Diagram, links: Link[]): void {
	const out = new Map<string, Link[]>();
	for (const one of links) {
		if (one.kind !== 'way') continue;
		const before = out.get(one.from);
		if (before) before.push(one);
		else out.set(one.from, [one]);
	}
	const done = new Set<string>();
	const open = new Set<string>();
	for (const root of [diagram.start, ...diagram.steps.map(({ id }) => id)]) {
		if (!root || done.has(root)) continue;
		const path: { id: string; next: number }[] = [{ id: root, next: 0 }];
		open.add(root);
		for (let here = path.at(-1); here; here = path.at(-1)) {
			const one = out.get(here.id)?.[here.next++];
			if (!one) {
				done.add(here.id);
				open.delete(here.id);
				path.pop();
			} else if (open.has(one.to)) one.kind = 'back';
			else if (!done.has(one.to)) {
				open.add(one.to);
				path.push({ id: one.to, next: 0 });
			}
		}
	}
}

/** An end that several steps lead to, mostly by refusal, stands aside, at the end of a line that they share. */
function markRails(diagram: Diagram, links: Link[]): void {
	for (const { id, ends } of diagram.steps) {
		if (!ends) continue;
		const into = links.filter(({ to }) => to === id);
		if (links.some(({ from }) => from === id)) continue;
		if (into.length < 2 || into.filter(({ dashed }) => dashed).length * 2 <= into.length) continue;
		// The only way out of all is no side way.
		if (into.some((one) => one.kind === 'start')) continue;
		for (const one of into) one.kind = 'rail';
	}
}

const LONGEST_LABEL = 168;

function labelOf(lines: string[], measure: Measure): Label | null {
	const written = [...new Set(lines)]
		.map((line) => shortened(mathematical(line), LONGEST_LABEL, 'label', measure))
		.filter(Boolean);
	if (written.length === 0) return null;
	return { lines: written, width: Math.ceil(Math.max(...written.map((line) => measure(line, 'label')))) };
}

/** "amount <= 1000" as people write it. */
function mathematical(condition: string): string {
	return condition
		.replace(/\s*<=\s*/g, ' ≤ ')
		.replace(/\s*>=\s*/g, ' ≥ ')
		.replace(/\s*!=\s*/g, ' ≠ ')
		.replace(/\s*==\s*/g, ' = ');
}

interface Sizes {
	step(step: DiagramStep): Sized;
	pill(id: string, kind: 'start' | 'finish' | 'missing', name: string): Sized;
}

/** Left of the words is the icon; sloping sides need more room. */
const INSETS: Partial<Record<Shape, number>> = { hexagon: 26, notch: 24, barred: 18 };

function fully(measure: Measure): Sizes {
	return {
		step(step) {
			if (step.ends) return pillOf(step.id, 'step', 'end', step.name, 36, 'name', measure, 112);
			const { shape, icon } = lookOf(step.type);
			const most = 208;
			const name = shortened(step.name, most, 'name', measure);
			const who = shortened(step.who, most, 'who', measure);
			const words = Math.max(measure(name, 'name'), measure(who, 'who'));
			const inset = INSETS[shape] ?? 12;
			const width = stepped(Math.max(168, words + inset + ICON_ROOM + Math.max(16, inset)));
			return { id: step.id, kind: 'step', shape, icon, name, who, inset, width, height: 48 };
		},
		pill: (id, kind, name) =>
			pillOf(id, kind, iconOf(kind), name, kind === 'start' ? 28 : 32, 'name', measure, 0),
	};
}

function compactly(measure: Measure): Sizes {
	return {
		step(step) {
			if (step.ends) return pillOf(step.id, 'step', 'end', step.name, 28, 'plain', measure, 96);
			const { shape, icon } = lookOf(step.type);
			const name = shortened(step.name, 176, 'plain', measure);
			const inset = INSETS[shape] ?? 8;
			const width = stepped(Math.max(136, measure(name, 'plain') + inset + ICON_ROOM + Math.max(12, inset)));
			return { id: step.id, kind: 'step', shape, icon, name, who: '', inset, width, height: 32 };
		},
		pill: (id, kind, name) => pillOf(id, kind, iconOf(kind), name, 28, 'plain', measure, 0),
	};
}

function iconOf(kind: 'start' | 'finish' | 'missing'): IconName {
	return kind === 'start' ? 'form' : kind === 'finish' ? 'end' : 'unknown';
}

function pillOf(
	id: string,
	kind: Sized['kind'],
	icon: IconName,
	text: string,
	height: number,
	font: FontName,
	measure: Measure,
	least: number,
): Sized {
	const name = shortened(text, 208, font, measure);
	const words = measure(name, font) + ICON_ROOM;
	const width = stepped(Math.max(least, words + 32));
	return {
		id,
		kind,
		shape: 'pill',
		icon,
		name,
		who: '',
		inset: Math.round((width - words) / 2),
		width,
		height,
	};
}

/** Widths grow in steps: a name that is being typed shall not move the whole diagram with each letter. */
function stepped(width: number): number {
	return Math.ceil(width / 16) * 16;
}
