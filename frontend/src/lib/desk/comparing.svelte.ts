import {
	asBackendError,
	type Backend,
	type BackendError,
	type ComparedChange,
	type Comparison,
	type VersionDetail,
} from '$lib/backend';

/** Stands for the text that is not saved yet, where a version could stand. */
export const WORKING = 'working';

/** The text that is not saved yet, and the version it was made on. */
export interface Working {
	yaml: string;
	/** Empty when there is none. */
	baseId: string;
}

/** One of the two that are compared. */
export interface Side {
	id: string;
	/** Null for the working copy. */
	version: VersionDetail | null;
	text: string;
}

type Source = Pick<Backend, 'version' | 'compare'>;

/** Two versions side by side, or one and what is not saved yet: what differs, and what of it is pointed at. */
export class Comparing {
	/** Ids of a version that find it for good, or WORKING. */
	a = $state('');
	b = $state('');
	sides = $state.raw<{ a: Side; b: Side } | null>(null);
	answer = $state.raw<Comparison | null>(null);
	problem = $state.raw<BackendError | null>(null);
	/** The change that is walked to, by its place in the list; -1 for none. */
	selected = $state(-1);
	/** What the pointer is on; null when it is on nothing that differs. */
	hovered = $state<number | null>(null);
	/** A step without a change that the pointer is on, as each side calls it. */
	#step = $state.raw<{ before: string; after: string } | null>(null);

	/** The change that is lit in the list, the diagrams and the text. */
	readonly lit: ComparedChange | null = $derived.by(() => {
		const at = this.hovered ?? (this.#step ? -1 : this.selected);
		return this.answer?.changes[at] ?? null;
	});
	readonly litSteps: { before: string | null; after: string | null } = $derived({
		before: this.lit?.before_step || this.#step?.before || null,
		after: this.lit?.after_step || this.#step?.after || null,
	});
	readonly counts: { added: number; removed: number; changed: number } = $derived.by(() => {
		const counts = { added: 0, removed: 0, changed: 0 };
		for (const { kind } of this.answer?.changes ?? []) {
			counts[kind === 'added' || kind === 'removed' ? kind : 'changed']++;
		}
		return counts;
	});

	#turn = 0;
	/** What was read already, by id. */
	readonly #read: Record<string, VersionDetail> = {};

	constructor(
		private readonly backend: Source,
		readonly workflowId: number,
		private readonly working: () => Working | null,
	) {}

	/** Compares two; of several choices in a row only the last is shown. */
	async show(a: string, b: string): Promise<void> {
		const turn = ++this.#turn;
		this.a = a;
		this.b = b;
		this.problem = null;
		this.selected = -1;
		this.hovered = null;
		this.#step = null;
		try {
			const [before, after] = await Promise.all([this.#side(a), this.#side(b)]);
			const answer = await this.backend.compare({
				workflow_id: this.workflowId,
				...(before.version ? { before_id: a } : { before: before.text }),
				...(after.version ? { after_id: b } : { after: after.text, after_id: this.working()?.baseId ?? '' }),
			});
			if (turn !== this.#turn) return;
			this.sides = { a: before, b: after };
			this.answer = answer;
		} catch (thrown) {
			if (turn === this.#turn) this.problem = asBackendError(thrown);
		}
	}

	/** Tries once more. */
	again(): Promise<void> {
		return this.show(this.a, this.b);
	}

	swap(): Promise<void> {
		return this.show(this.b, this.a);
	}

	/** Walks to the next change, or with -1 to the one before. */
	step(by: 1 | -1): void {
		const { length } = this.answer?.changes ?? [];
		if (length === 0) return;
		this.hovered = null;
		this.selected = this.selected < 0 ? (by > 0 ? 0 : length - 1) : (this.selected + by + length) % length;
	}

	/** The pointer is on a step of a diagram: what changed in it is lit, or the same step on the other side. */
	point(side: 'before' | 'after', step: string | null): void {
		this.hovered = null;
		this.#step = null;
		if (step === null || !this.answer) return;
		const { changes, marks } = this.answer;
		const at = changes.findIndex((change) => change[`${side}_step`] === step);
		if (at >= 0) {
			this.hovered = at;
			return;
		}
		const renamed = marks.renamed.find((pair) => pair[side] === step);
		this.#step = renamed ?? { before: step, after: step };
	}

	/** What changed, as somebody would write it into a message. */
	asText(title: string, who: (change: ComparedChange) => string): string {
		const lines = (this.answer?.changes ?? []).map((change) => {
			const by = who(change);
			return `- ${change.words}${by && ` (${by})`}`;
		});
		return [title, '', ...lines, ''].join('\n');
	}

	/** Takes in what has changed of a version that is shown, such as its tags. */
	follow(version: Pick<VersionDetail, 'local_id' | 'version_id'>, change: Partial<VersionDetail>): void {
		const { sides } = this;
		if (!sides) return;
		const fresh = (side: Side): Side => {
			const shown = side.version;
			if (!shown || (shown.local_id || shown.version_id) !== (version.local_id || version.version_id))
				return side;
			const next = { ...shown, ...change };
			this.#read[side.id] = next;
			return { ...side, version: next };
		};
		this.sides = { a: fresh(sides.a), b: fresh(sides.b) };
	}

	async #side(id: string): Promise<Side> {
		if (id === WORKING) return { id, version: null, text: this.working()?.yaml ?? '' };
		// A version never changes; only what is said about it does.
		const version = this.#read[id] ?? (await this.backend.version(this.workflowId, id));
		this.#read[id] = version;
		return { id, version, text: version.yaml_content };
	}
}
