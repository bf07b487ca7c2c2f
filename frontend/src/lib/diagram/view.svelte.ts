import type { Edge, Node } from '@xyflow/svelte';
import { getContext, setContext } from 'svelte';
import {
	asBackendError,
	type Diagram,
	type DiagramChange,
	type DiagramEdit,
	type DiagramStep,
} from '$lib/backend';
import type { Desk } from '$lib/desk';
import { isBroken, sameText } from '$lib/language';
import { say } from '$lib/words';
import { alike } from './alike';
import { idle, layoutOf } from './layouts';
import { canvasMeasure, type Measure } from './measure';
import { byId, type Layout, type Placed, type PlacedLink, type Plan, type Point } from './model';
import { planOf } from './plan';
import { Reading } from './reading.svelte';
import { reworded, skeletonOf } from './reword';
import { planWords } from './words';

/** As long as a layout waits at most, in ms, however long the last one took. */
const LONGEST_PAUSE = 600;

export type StepNode = Node<{ node: Placed }, 'step'>;
export type WayEdge = Edge<{ link: PlacedLink }, 'way'>;

/** The diagram on the screen: what is drawn of the open document, what is looked at, and how it is changed. */
export class DiagramView {
	readonly desk: Desk;
	readonly reading: Reading;
	layout = $state.raw<Layout | null>(null);
	/** Where all of it is drawn. */
	bounds = $state.raw({ x: 0, y: 0, width: 0, height: 0 });
	nodes = $state.raw<StepNode[]>([]);
	edges = $state.raw<WayEdge[]>([]);
	/** The line that was chosen, by its id. */
	line = $state<string | null>(null);
	/** A rule of a split that has no condition yet, and where it is to lead. */
	rule = $state.raw<{ step: string; to: string } | null>(null);
	/** The line under the pointer. */
	pointed = $state<string | null>(null);
	/** Counts the layouts of other documents: the next one is shown from its beginning. */
	opened = $state(0);

	readonly steps: ReadonlyMap<string, DiagramStep> = $derived.by(() =>
		byId(this.reading.diagram?.steps ?? []),
	);
	/** The line of the text that cannot be read; null when all can. */
	readonly brokenLine: number | null = $derived.by(() => {
		if (!this.reading.broken) return null;
		return this.desk.check.found?.problems.find(isBroken)?.line ?? null;
	});
	/** Why nothing can be changed now; null when it can. */
	readonly blocked: string | null = $derived.by(() => {
		if (!this.reading.diagram) return say.diagram.notRead;
		if (!this.reading.broken) return null;
		return say.diagram.unreadable(this.brokenLine);
	});
	readonly selected: DiagramStep | null = $derived.by(() => this.steps.get(this.desk.step ?? '') ?? null);

	readonly #measure: Measure;
	#document: unknown = null;
	#plan: Plan | null = null;
	#skeleton = '';
	#shown = 0;
	/** How long the last layout took, in ms. */
	#took = 0;

	constructor(desk: Desk, measure: Measure = canvasMeasure()) {
		this.desk = desk;
		this.reading = new Reading(desk.backend);
		this.#measure = measure;
	}

	/** Lays out and draws a diagram, in idle time; what stands where it stood is not touched. */
	show(diagram: Diagram | null, document: unknown): void {
		const turn = ++this.#shown;
		if (document !== this.#document) {
			this.#document = document;
			this.#plan = null;
			this.#took = 0;
			this.layout = null;
			this.nodes = [];
			this.edges = [];
			this.line = null;
		}
		if (!diagram) return;
		const words = planWords();
		idle(() => {
			if (turn !== this.#shown) return;
			const plan = planOf(diagram, { measure: this.#measure, words });
			if (alike(plan, this.#plan)) return;
			const skeleton = skeletonOf(plan);
			if (this.layout && this.#plan && skeleton === this.#skeleton) {
				this.#plan = plan;
				return this.#draw(reworded(this.layout, plan));
			}
			// What takes long would be in the way of the next keys: it waits for a pause that is long enough.
			const patience = Math.min(LONGEST_PAUSE, 2 * this.#took);
			setTimeout(() => turn === this.#shown && void this.#place(plan, skeleton, turn), patience);
		});
	}

	async #place(plan: Plan, skeleton: string, turn: number): Promise<void> {
		const began = performance.now();
		const layout = await layoutOf(plan);
		this.#took = performance.now() - began;
		idle(() => {
			if (turn !== this.#shown) return;
			this.#plan = plan;
			this.#skeleton = skeleton;
			this.#draw(layout);
		});
	}

	/** Looks at a step, here and in the text; the focus stays. */
	async select(id: string | null): Promise<void> {
		this.desk.step = id;
		this.line = null;
		if (!id) return;
		await this.reading.settled();
		const step = this.steps.get(id);
		if (step && this.desk.step === id && this.#current) {
			this.desk.editor?.select(step.select, 'stay');
		}
	}

	/** Looks at a line: at the step that it leaves, and at its way in the text. */
	async choose(link: PlacedLink): Promise<void> {
		this.desk.step = link.from;
		this.line = link.id;
		await this.reading.settled();
		const way = this.reading.diagram?.ways.find(({ id }) => id === link.ways[0]);
		if (way && this.line === link.id && this.#current) {
			this.desk.editor?.select(way.range, 'stay');
		}
	}

	/** Takes the chosen line away, or else the selected step. */
	async remove(): Promise<void> {
		const link = this.edges.find(({ id }) => id === this.line)?.data?.link;
		const [way] = link?.ways ?? [];
		if (link && link.ways.length > 1) {
			this.desk.toasts.show({
				title: say.diagram.severalWays(link.ways.length),
				lines: [say.diagram.inDetails],
			});
		} else if (link && way) await this.edit({ do: 'remove_way', from: link.from, way });
		else if (this.selected) await this.edit({ do: 'remove_step', step: this.selected.id });
	}

	/** What is drawn, for those who walk in it. */
	get drawn(): { nodes: Placed[]; links: PlacedLink[] } {
		return {
			nodes: this.nodes.map(({ data }) => data.node),
			links: this.edges.flatMap(({ data }) => data?.link ?? []),
		};
	}

	/** A choice of a split: what `change` makes of its condition, as that stands in the text now; null takes it as gone. */
	editCondition(
		step: string,
		choice: number,
		change: (condition: string) => string | null,
	): Promise<boolean> {
		return this.edit(async (text) => {
			const { ways } = await this.desk.backend.step(text, step);
			const way = ways.find((one) => one.kind === 'choice' && one.choice === choice);
			const condition = way ? change(way.condition) : null;
			return condition === null ? null : { do: 'set_condition', step, choice, condition };
		});
	}

	/**
	 * Changes the text as that says, as one step to undo. False when it cannot be; the person is told why. A function is
	 * given the text as it is now, which may be newer than what is shown.
	 */
	async edit(what: DiagramEdit | ((text: string) => Promise<DiagramEdit | null>)): Promise<boolean> {
		const { desk } = this;
		const { editor } = desk;
		if (this.blocked || !editor) {
			desk.toasts.show({ title: this.blocked ?? say.diagram.notRead });
			return false;
		}
		let change: DiagramChange | undefined;
		try {
			const done = await editor.apply(async (text) => {
				const edit = typeof what === 'function' ? await what(text) : what;
				change = edit ? await desk.backend.editDiagram(text, edit) : undefined;
				return change?.edits ?? [];
			});
			if (done === null || !change) {
				desk.toasts.show({ title: say.diagram.changedMeanwhile });
				return false;
			}
		} catch (thrown) {
			desk.toasts.showProblem(say.diagram.cannot, asBackendError(thrown));
			return false;
		}
		await this.reading.settled();
		await this.select(change.select || null);
		return true;
	}

	/** What is shown is that of the text on the screen. */
	get #current(): boolean {
		const { text } = this.reading;
		const { document } = this.desk;
		return text !== null && document !== null && sameText(text, document.written);
	}

	#draw(layout: Layout): void {
		const fresh = this.layout === null;
		// The form stays where it is, whatever grows beside it: so most steps do not move at all.
		const start = layout.nodes[0];
		const origin = start ? Math.round(start.x + start.width / 2) : 0;
		const nodes = byId(this.nodes);
		const edges = byId(this.edges);
		this.layout = layout;
		const bounds = { x: -origin, y: 0, width: layout.width, height: layout.height };
		if (!alike(bounds, this.bounds)) this.bounds = bounds;
		this.nodes = kept(
			this.nodes,
			layout.nodes.map((unmoved) => {
				const node = { ...unmoved, x: unmoved.x - origin };
				const before = nodes.get(node.id);
				return before && alike(before.data.node, node) ? before : nodeOf(node);
			}),
		);
		this.edges = kept(
			this.edges,
			layout.links.map((unmoved) => {
				const link = moved(unmoved, origin);
				const before = edges.get(link.id);
				return before && alike(before.data?.link, link) ? before : edgeOf(link);
			}),
		);
		if (this.line && !layout.links.some(({ id }) => id === this.line)) this.line = null;
		if (fresh) this.opened++;
	}
}

/** The list as it was where all in it is as it was. */
function kept<T>(before: T[], now: T[]): T[] {
	return before.length === now.length && now.every((one, i) => one === before[i]) ? before : now;
}

function nodeOf(node: Placed): StepNode {
	const { id, x, y, width, height, kind } = node;
	const handle = { x: width / 2, width: 1, height: 1 };
	return {
		id,
		type: 'step',
		position: { x, y },
		width,
		height,
		measured: { width, height },
		// The ends of lines are known, so that nothing need be measured on the page.
		handles: [
			{ ...handle, type: 'target', position: 'top' as StepNode['targetPosition'] & string, y: 0 },
			{ ...handle, type: 'source', position: 'bottom' as StepNode['sourcePosition'] & string, y: height },
		] as StepNode['handles'],
		connectable: kind === 'step',
		data: { node },
	};
}

function edgeOf(link: PlacedLink): WayEdge {
	return { id: link.id, type: 'way', source: link.from, target: link.to || link.from, data: { link } };
}

function moved(link: PlacedLink, left: number): PlacedLink {
	const to = <P extends Point>(point: P): P => ({ ...point, x: point.x - left });
	return {
		...link,
		points: link.points.map(to),
		label: link.label && to(link.label),
		cross: link.cross && to(link.cross),
	};
}

const views = new WeakMap<Desk, DiagramView>();

/**
 * The one diagram of a desk. It is known on while its pane is put away: what cannot be read meanwhile still has its last good
 * diagram, and what can is there at once.
 */
export function viewOf(desk: Desk): DiagramView {
	const known = views.get(desk);
	if (known) return known;
	let view!: DiagramView;
	// It outlives the component that asks first.
	$effect.root(() => {
		view = new DiagramView(desk);
	});
	views.set(desk, view);
	return view;
}

const key = Symbol('diagram');

export function provideView(view: DiagramView): void {
	setContext(key, view);
}

export function useView(): DiagramView {
	return getContext<DiagramView>(key);
}
