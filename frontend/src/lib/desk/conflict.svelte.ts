import {
	asBackendError,
	type Backend,
	type BackendError,
	type Choice,
	type ConflictDetail,
	type Merge,
	type Place,
	type Problem,
	type SavedVersion,
	type Side,
	type Take,
} from '$lib/backend';
import { idOf } from '$lib/document';
import { say } from '$lib/words';

type Source = Pick<Backend, 'conflict' | 'mergePreview' | 'resolveConflict'>;

/** An edit that is being written, and why it cannot be taken as it is. */
export interface Editing {
	index: number;
	text: string;
	problem: Problem | null;
}

/** Two versions of one workflow that are being brought together, and what has been decided so far. */
export class OpenConflict {
	detail = $state.raw<ConflictDetail | null>(null);
	/** Both brought together with the decisions so far. */
	merge = $state.raw<Merge | null>(null);
	/** Why the conflict or the result cannot be had. */
	problem = $state.raw<BackendError | null>(null);
	/** Nothing waits here any more. */
	gone = $state(false);
	/** What has changed since it was opened, in words. */
	news = $state<string | null>(null);

	choices = $state.raw<readonly Choice[]>([]);
	/** The place that is looked at. */
	current = $state(0);
	/** A decided place whose choice is being thought over. */
	reopened = $state<number | null>(null);
	editing = $state.raw<Editing | null>(null);

	/** One of the two texts is to be saved as it is; offered where nothing clashes but the result has a fault. */
	whole = $state<Side | null>(null);
	readonly result: string = $derived(
		this.whole && this.detail ? this.detail[`${this.whole}_yaml`] : (this.merge?.result_yaml ?? ''),
	);

	/** The field for the comment is open. */
	finishing = $state(false);
	comment = $state('');
	busy = $state(false);
	refusal = $state.raw<BackendError | null>(null);

	readonly places: readonly Place[] = $derived(this.merge?.places ?? []);
	readonly open: number = $derived(this.places.filter((place) => !this.choiceOf(place)).length);
	readonly decided: number = $derived(this.places.length - this.open);

	#before = $state.raw<readonly (readonly Choice[])[]>([]);
	readonly canUndo: boolean = $derived(this.#before.length > 0);
	#asked = 0;
	#trying: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly backend: Source,
		readonly workflowId: number,
	) {}

	/** Reads the conflict. Decisions taken before stay where both sides still say the same there. */
	async load(): Promise<void> {
		const before = this.detail;
		const decided = this.choices.length;
		try {
			const detail = await this.backend.conflict(this.workflowId);
			this.problem = null;
			const same =
				before && idOf(before.mine) === idOf(detail.mine) && idOf(before.theirs) === idOf(detail.theirs);
			if (same) return;
			const places = this.places;
			this.choices = this.choices.filter((choice) => stillApplies(choice, places, detail.merge.places));
			this.#before = [];
			this.detail = detail;
			this.editing = null;
			this.reopened = null;
			this.finishing = false;
			this.whole = null;
			this.#show(detail.merge);
			if (this.choices.length > 0) await this.#preview();
			this.current = Math.max(0, this.#firstOpen());
			if (before) this.news = newsOf(detail, before, this.choices.length, decided);
		} catch (thrown) {
			const problem = asBackendError(thrown);
			if (problem.code === 'not_found' || problem.code === 'workflow_not_found') this.gone = true;
			else this.problem = problem;
		}
	}

	choiceOf(place: Place): Choice | undefined {
		return this.choices.find(({ path }) => path === place.path);
	}

	/** Decides a place and goes on to the next open one. */
	async choose(index: number, take: Take, text = ''): Promise<void> {
		const place = this.places[index];
		if (!place || (take === 'both' && place.both === null)) return;
		this.#change([
			...this.choices.filter(({ path }) => path !== place.path),
			{ path: place.path, take, text: take === 'edit' ? text : '' },
		]);
		this.editing = null;
		this.reopened = null;
		const next = this.#firstOpen(index + 1);
		this.current = next < 0 ? index : next;
		await this.#preview();
	}

	/** Goes back before the last decision. */
	async undo(): Promise<void> {
		const last = this.#before.at(-1);
		if (!last) return;
		const now = this.choices;
		const changed = this.places.findIndex(
			({ path }) => last.find((c) => c.path === path) !== now.find((c) => c.path === path),
		);
		this.#before = this.#before.slice(0, -1);
		this.choices = last;
		this.editing = null;
		this.reopened = null;
		this.finishing = false;
		if (changed >= 0) this.current = changed;
		await this.#preview();
	}

	/** Looks at a place. Of a decided one the choice stays until another is taken. */
	goTo(index: number): void {
		if (index < 0 || index >= this.places.length) return;
		this.current = index;
		if (this.editing && this.editing.index !== index) this.editing = null;
		if (this.reopened !== index) this.reopened = null;
	}

	step(by: 1 | -1): void {
		const last = this.places.length - 1;
		this.goTo(Math.min(Math.max(this.current + by, 0), last));
	}

	reopen(index: number): void {
		this.goTo(index);
		this.reopened = index;
	}

	/** Begins to write what a place shall say: from what was taken there, else from mine. */
	edit(index: number): void {
		const place = this.places[index];
		if (!place) return;
		this.goTo(index);
		const choice = this.choiceOf(place);
		const taken = choice?.take === 'edit' ? choice.text : choice?.take === 'both' ? place.both : null;
		const side = choice?.take === 'theirs' ? place.theirs : place.mine;
		const text = taken ?? side ?? place.theirs ?? place.base ?? '';
		this.editing = { index, text, problem: null };
	}

	/** Looks, shortly after the last key, whether what is being written can be taken. */
	write(text: string): void {
		if (!this.editing) return;
		this.editing = { ...this.editing, text };
		clearTimeout(this.#trying);
		this.#trying = setTimeout(() => void this.#try(), 150);
	}

	stopEditing(): void {
		clearTimeout(this.#trying);
		this.editing = null;
	}

	/** Takes what was written, if it can be. */
	async takeEdit(): Promise<void> {
		const wanted = this.editing;
		if (!wanted) return;
		clearTimeout(this.#trying);
		await this.#try();
		if (this.editing?.text !== wanted.text || this.editing.problem) return;
		await this.choose(wanted.index, 'edit', wanted.text);
	}

	/**
	 * Saves both brought together. Null when it was refused: the reason is in `refusal`, or in `news` when someone has saved
	 * meanwhile, and the decisions that still apply are kept.
	 */
	async finish(): Promise<SavedVersion | null> {
		const { detail } = this;
		if (!detail || this.busy) return null;
		this.busy = true;
		this.refusal = null;
		try {
			return await this.backend.resolveConflict(this.workflowId, {
				choices: [...this.choices],
				...(this.whole ? { yaml_content: this.result } : {}),
				version_comment: this.comment.trim(),
				mine_id: idOf(detail.mine),
				theirs_id: idOf(detail.theirs),
			});
		} catch (thrown) {
			const problem = asBackendError(thrown);
			const others = ['stale_parent', 'not_found', 'workflow_not_found'].includes(problem.code);
			if (others) await this.load();
			if (!others || (!this.gone && this.detail === detail)) this.refusal = problem;
			return null;
		} finally {
			this.busy = false;
		}
	}

	#change(choices: readonly Choice[]): void {
		this.#before = [...this.#before, this.choices];
		this.choices = choices;
		this.refusal = null;
	}

	/** The first place from one on that is open, going round; -1 when all are decided. */
	#firstOpen(from = 0): number {
		const order = this.places.map((_, i) => (from + i) % this.places.length);
		return order.find((i) => !this.choiceOf(this.places[i] as Place)) ?? -1;
	}

	/** Asks for the result of the decisions so far; an answer to older ones is dropped. */
	async #preview(): Promise<void> {
		const asked = ++this.#asked;
		try {
			const merge = await this.backend.mergePreview(this.workflowId, [...this.choices]);
			if (asked === this.#asked) this.#show(merge);
		} catch (thrown) {
			if (asked === this.#asked) this.problem = asBackendError(thrown);
		}
	}

	#show(merge: Merge): void {
		this.merge = merge;
		this.problem = null;
		// What the program does not take any more is open again.
		const refused = merge.places.filter(({ problem }) => problem).map(({ path }) => path);
		if (refused.length > 0) this.choices = this.choices.filter(({ path }) => !refused.includes(path));
	}

	async #try(): Promise<void> {
		const tried = this.editing;
		const place = tried && this.places[tried.index];
		if (!place) return;
		const others = this.choices.filter(({ path }) => path !== place.path);
		let problem: Problem | null;
		try {
			const choice: Choice = { path: place.path, take: 'edit', text: tried.text };
			const merge = await this.backend.mergePreview(this.workflowId, [...others, choice]);
			problem = merge.places.find(({ path }) => path === place.path)?.problem ?? null;
		} catch (thrown) {
			const { code, message, hint } = asBackendError(thrown);
			problem = { code, message, hint };
		}
		if (this.editing?.index === tried.index && this.editing.text === tried.text) {
			this.editing = { ...tried, problem };
		}
	}
}

/** A decision stands only where nobody has changed what it was taken about. */
function stillApplies(choice: Choice, before: readonly Place[], now: readonly Place[]): boolean {
	const was = before.find(({ path }) => path === choice.path);
	const is = now.find(({ path }) => path === choice.path);
	return !!was && !!is && was.base === is.base && was.mine === is.mine && was.theirs === is.theirs;
}

function newsOf(now: ConflictDetail, before: ConflictDetail, kept: number, decided: number): string {
	const fresh = idOf(now.theirs) === idOf(before.theirs) ? now.mine : now.theirs;
	const who = fresh.author || say.words.anotherTool;
	const saved = say.conflict.savedMeanwhile(who, fresh.number);
	if (decided === 0) return saved;
	const still =
		kept === decided ? say.conflict.allStillApply(kept) : say.conflict.someStillApply(kept, decided);
	return `${saved} ${still}`;
}
