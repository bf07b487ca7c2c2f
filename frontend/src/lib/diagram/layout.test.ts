import { describe, expect, it } from 'vitest';
import { diagramOf } from './diagramForTests';
import { layOut } from './layout';
import { roughMeasure } from './measure';
import type { Layout, Placed, PlacedLink, Point } from './model';
import { planOf, type PlanOptions } from './plan';

const words = { form: (n: number) => `Form, ${n}`, finish: 'End', missing: (name: string) => `No ${name}` };

function placed(lines: string[], options: Partial<PlanOptions> = {}): Layout {
	return layOut(planOf(diagramOf(...lines), { measure: roughMeasure, words, ...options }));
}

function node(layout: Layout, id: string): Placed {
	const found = layout.nodes.find((one) => one.id === id);
	if (!found) throw new Error(`no node ${id}`);
	return found;
}

function link(layout: Layout, id: string): PlacedLink {
	const found = layout.links.find((one) => one.ways.includes(id) || one.id === id);
	if (!found) throw new Error(`no line ${id}`);
	return found;
}

const middle = ({ x, width }: Placed) => x + width / 2;
const bottom = ({ y, height }: Placed) => y + height;

/** The lines of a split that comes together again, with a refusal of each. */
const SPLIT = [
	'review decision', 'amount conditional_split', 'manager decision', 'head decision', 'officers parallel_approval', 'done end',
	'review -approve> amount', 'review -reject>',
	'amount -amount <= 1000> manager', 'amount -otherwise> head',
	'manager -approve> officers', 'manager -reject>', 'head -approve> officers', 'head -reject>',
	'officers -approve> done', 'officers -reject>',
]; // prettier-ignore

describe('the layout of a workflow', () => {
	it('goes from the request form down, layer by layer', () => {
		const layout = placed(SPLIT);
		const order = ['@start', 'review', 'amount', 'manager', 'officers', 'done'].map((id) => node(layout, id));
		order.slice(1).forEach((one, i) => expect(one.y).toBeGreaterThan(bottom(order[i] as Placed)));
		expect(node(layout, 'head').y).toBe(node(layout, 'manager').y);
		expect(node(layout, '@start')).toMatchObject({ name: 'Form, 3', shape: 'pill', kind: 'start' });
	});

	it('shows the type by the shape', () => {
		const kinds = ['decision', 'parallel_approval', 'conditional_split', 'automatic', 'notification', 'spawn', 'loop', 'wait_webhook', 'end', 'else']; // prettier-ignore
		const layout = placed(kinds.map((type) => `${type} ${type}`));
		expect(kinds.map((id) => [node(layout, id).shape, node(layout, id).icon].join(' '))).toEqual([
			'box decision', 'stack parallel', 'hexagon split', 'box automatic', 'cut notification', 'barred spawn',
			'round loop', 'notch wait', 'pill end', 'box unknown',
		]); // prettier-ignore
	});

	it('keeps the choices of a split in the order of the text', () => {
		const layout = placed(SPLIT);
		expect(middle(node(layout, 'manager'))).toBeLessThan(middle(node(layout, 'head')));
	});

	it('is the same for the same diagram', () => {
		expect(placed(SPLIT)).toEqual(placed(SPLIT));
	});

	it('ends refusals at a cross on the outer side, with the word below', () => {
		const layout = placed(SPLIT);
		const left = link(layout, 'manager|on_reject');
		const right = link(layout, 'head|on_reject');
		expect([left.kind, left.dashed, left.label?.lines]).toEqual(['cross', true, ['reject']]);
		expect(left.cross?.x).toBeLessThan(node(layout, 'manager').x);
		expect(right.cross?.x).toBeGreaterThan(node(layout, 'head').x + node(layout, 'head').width);
		expect(left.label?.y).toBeGreaterThan(left.cross?.y ?? Infinity);
	});

	it('begins and ends lines at the steps, and bends them at right angles', () => {
		const layout = placed(SPLIT);
		const line = link(layout, 'amount|choices|0');
		const [from, to] = [node(layout, 'amount'), node(layout, 'manager')];
		expect(line.points[0]).toEqual({ x: middle(from), y: bottom(from) });
		expect(line.points.at(-1)).toEqual({ x: middle(to), y: to.y });
		for (const { points } of layout.links) {
			points.slice(1).forEach((to, i) => {
				const from = points[i] as Point;
				expect([from.x === to.x, from.y === to.y]).toContain(true);
			});
		}
	});

	it('says when a way is taken, but not that an approved request goes on', () => {
		const layout = placed(SPLIT);
		expect(link(layout, 'amount|choices|0').label?.lines).toEqual(['amount ≤ 1000']);
		expect(link(layout, 'review|on_approve').label).toBeNull();
	});
});

describe('what is no plain way down', () => {
	it('draws one line for several ways between the same steps', () => {
		const layout = placed(['a', 'b end', 'a -approve> b', 'a -timeout> b']);
		expect(link(layout, 'a|on_timeout')).toBe(link(layout, 'a|on_approve'));
		expect(link(layout, 'a|on_approve')).toMatchObject({
			dashed: false,
			label: { lines: ['approve', 'timeout'] },
		});
	});

	it('leads a way back along the left side', () => {
		const layout = placed(['a', 'b', 'c end', 'a -approve> b', 'b -approve> c', 'b -reject> a']);
		const back = link(layout, 'b|on_reject');
		expect(back.kind).toBe('back');
		const x = Math.min(...back.points.map((point) => point.x));
		expect(x).toBeLessThan(Math.min(node(layout, 'a').x, node(layout, 'b').x));
		expect(back.points.at(-1)).toMatchObject({ x: node(layout, 'a').x });
	});

	it('leads a way to its own step around its side', () => {
		const layout = placed(['a loop', 'b end', 'a -complete> b', 'a -again> a']);
		const own = link(layout, 'a|on_again');
		expect([own.kind, own.points[0]?.x, own.points.at(-1)?.x]).toEqual([
			'back',
			node(layout, 'a').x,
			node(layout, 'a').x,
		]);
	});

	it('gathers the refusals of several steps in one line at the right', () => {
		const layout = placed([
			'a', 'b', 'done end', 'no end', 'a -approve> b', 'b -approve> done', 'a -reject> no', 'b -reject> no',
		]); // prettier-ignore
		const ends = ['a|on_reject', 'b|on_reject'].map((id) => link(layout, id).points.at(-1));
		expect(ends[0]).toEqual(ends[1]);
		expect(ends[0]?.x).toBe(middle(node(layout, 'no')));
		expect(node(layout, 'no').x).toBeGreaterThan(node(layout, 'done').x + node(layout, 'done').width);
	});

	it('shows where a step is missing, and where the workflow ends without one', () => {
		const layout = placed(['a', 'b', 'a -approve> lost', 'b -approve>']);
		expect(node(layout, '@missing:lost')).toMatchObject({ kind: 'missing', name: 'No lost' });
		expect(node(layout, '@finish:b')).toMatchObject({ kind: 'finish', name: 'End', shape: 'pill' });
	});

	it('has every step of circles that nothing leads to', () => {
		const layout = placed(['a end', 'b', 'c', 'b -approve> c', 'c -approve> b']);
		expect(layout.nodes.map(({ id }) => id)).toEqual(['@start', 'a', 'b', 'c']);
		expect(layout.links.map(({ kind }) => kind).sort()).toEqual(['back', 'start', 'way']);
	});

	it('is empty for a text without steps', () => {
		expect(placed([]).nodes.map(({ id }) => id)).toEqual(['@start']);
	});
});

it('in a small picture has no form, and crosses only where they are wanted', () => {
	const layout = placed(SPLIT, { compact: { crosses: (way) => way === 'head|on_reject' } });
	expect(layout.nodes.some(({ id }) => id === '@start')).toBe(false);
	expect(layout.links.filter(({ kind }) => kind === 'cross').map(({ id }) => id)).toEqual(['head|on_reject']);
	expect(layout.height).toBeLessThan(placed(SPLIT).height);
});

describe('whatever the workflow', () => {
	it('nothing covers a step, a cross or the words of a way', { timeout: 30_000 }, () => {
		for (let seed = 1; seed <= 60; seed++) {
			const layout = placed(random(seed));
			const boxes = [
				...layout.nodes.map(({ id, x, y, width, height }) => ({ id, x, y, width, height })),
				...layout.links.flatMap(({ id, cross }) =>
					cross ? [{ id: `${id} x`, x: cross.x - 9, y: cross.y - 9, width: 18, height: 18 }] : [],
				),
				...layout.links.flatMap(({ id, label }) =>
					label
						? [
								{
									id: `${id} words`,
									x: label.x - label.width / 2,
									y: label.y - label.lines.length * 8,
									width: label.width,
									height: label.lines.length * 16,
								},
							]
						: [],
				),
			];
			boxes.forEach((a, i) =>
				boxes.slice(i + 1).forEach((b) => {
					const apart =
						a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
					expect(apart, `seed ${seed}: ${a.id} and ${b.id}`).toBe(true);
				}),
			);
			for (const one of layout.nodes) {
				expect(
					one.x >= 0 && one.y >= 0 && one.x + one.width <= layout.width && bottom(one) <= layout.height,
				).toBe(true);
			}
		}
	});
});

/** A workflow of up to 14 steps that leads anywhere, the same for the same seed. */
function random(seed: number): string[] {
	let state = seed * 2654435761;
	const next = (below: number) => {
		state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
		return (state >>> 8) % below;
	};
	const count = 3 + next(12);
	const names = Array.from({ length: count }, (_, i) => `step_${i}_${'x'.repeat(next(9))}`);
	const types = ['decision', 'parallel_approval', 'conditional_split', 'automatic', 'notification', 'end'];
	const lines = names.map((name, i) => `${name} ${i === count - 1 ? 'end' : types[next(6)]}`);
	const label = ['approve', 'reject', 'timeout', 'complete', 'amount <= 5', 'amount > 9', 'otherwise'];
	for (const name of names) {
		for (let ways = next(4); ways > 0; ways--) {
			const way = label[next(label.length)] ?? '';
			if (lines.includes(`${name} -${way}>`) || lines.some((line) => line.startsWith(`${name} -${way}>`)))
				continue;
			lines.push(`${name} -${way}>${next(5) === 0 ? '' : ` ${names[next(count)] ?? ''}`}`);
		}
	}
	return lines;
}
