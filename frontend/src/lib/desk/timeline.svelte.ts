import {
	asBackendError,
	type Backend,
	type BackendError,
	type Tag,
	type VersionDetail,
	type VersionList,
	type VersionSummary,
} from '$lib/backend';
import { idOf, latestOf } from '$lib/document';
import { SvelteSet } from 'svelte/reactivity';
import { Comparing, WORKING, type Working } from './comparing.svelte';
import { FILTERS, matches, passes, type Filter } from './versionFilter';
import { VersionWords } from './versionWords.svelte';

type Source = Pick<Backend, 'versions' | 'version' | 'fetchHistory' | 'setTags' | 'changes' | 'compare'>;

/** What the timeline asks of the desk. */
interface Around {
	/** Who works here; empty when that is not known. */
	me: () => string;
	/** What is not saved yet; null when everything is. */
	working: () => Working | null;
}

/** The versions of one workflow, newest first, and the one that is being read. */
export class Timeline {
	name = $state('');
	versions = $state.raw<VersionSummary[] | null>(null);
	problem = $state.raw<BackendError | null>(null);
	chosen = $state<string | null>(null);
	shown = $state.raw<VersionDetail | null>(null);
	shownProblem = $state.raw<BackendError | null>(null);

	/** Everything that the bucket has is in the list. */
	complete = $state(true);
	/** The bucket is being asked for what is not known here. */
	fetching = $state(false);
	/** Why the bucket could not be asked; what is known here is shown all the same. */
	fetchProblem = $state.raw<BackendError | null>(null);

	/** The field for a new tag is open. */
	tagging = $state(false);

	/** Two of them side by side; null while one is read. */
	comparing = $state.raw<Comparing | null>(null);
	filter = $state<Filter>('all');
	/** What is looked for; empty for nothing. */
	wanted = $state('');
	/** The field to look for something is open. */
	searching = $state(false);
	/** Ids of those that are selected, to do something to all of them. */
	readonly selected = new SvelteSet<string>();
	readonly words: VersionWords;

	/** How many versions each filter would show. */
	readonly counts: Record<Filter, number> = $derived.by(() => {
		const counts = Object.fromEntries(FILTERS.map((f) => [f, 0])) as Record<Filter, number>;
		const me = this.around.me();
		for (const version of this.versions ?? []) {
			for (const filter of FILTERS) if (passes(version, filter, me)) counts[filter]++;
		}
		return counts;
	});
	/** The versions that filter and search let through. */
	readonly listed: VersionSummary[] = $derived.by(() => {
		const me = this.around.me();
		return (this.versions ?? []).filter(
			(version) =>
				passes(version, this.filter, me) && matches(version, this.words.of(idOf(version)), this.wanted),
		);
	});

	constructor(
		private readonly backend: Source,
		readonly workflowId: number,
		readonly around: Around = { me: () => '', working: () => null },
	) {
		this.words = new VersionWords(backend, workflowId);
	}

	/**
	 * Reads the versions and shows one, by the bucket's id or its own, or the latest; then asks the bucket for those that are
	 * not known here.
	 */
	async load(wanted?: string): Promise<void> {
		const find = () =>
			wanted ? this.versions?.find((v) => v.local_id === wanted || v.version_id === wanted) : undefined;
		await this.refresh();
		const here = find();
		const version = here ?? (this.chosen === null && this.versions ? latestOf(this.versions) : undefined);
		if (version) await this.choose(version);
		if (this.complete) return;
		await this.fetch();
		const fetched = here ? undefined : find();
		if (fetched) await this.choose(fetched);
	}

	/** Reads the versions again; what is shown stays. */
	async refresh(): Promise<void> {
		try {
			this.#take(await this.backend.versions(this.workflowId));
			this.problem = null;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	async fetch(): Promise<void> {
		if (this.fetching) return;
		this.fetching = true;
		try {
			this.#take(await this.backend.fetchHistory(this.workflowId));
			this.fetchProblem = null;
		} catch (thrown) {
			this.fetchProblem = asBackendError(thrown);
		} finally {
			this.fetching = false;
		}
	}

	/** Looks for something in all versions, whether they have been looked at or not. */
	async search(wanted: string): Promise<void> {
		this.wanted = wanted;
		if (wanted.trim() !== '') await this.words.want((this.versions ?? []).map(idOf));
	}

	/**
	 * Compares two, by their ids or WORKING; when they are left out, what is looked at with what it goes on top of. False when
	 * there are no two.
	 */
	compare(a?: string, b?: string): boolean {
		const pair = a && b ? [a, b] : this.#usualPair();
		if (!pair?.[0] || !pair[1]) return false;
		this.tagging = false;
		this.comparing ??= new Comparing(this.backend, this.workflowId, this.around.working);
		void this.comparing.show(pair[0], pair[1]).then(() => this.words.forgetElsewhere());
		return true;
	}

	/** Makes a version, or WORKING, one of the two that are compared. A is the older of them, whichever was said. */
	pick(side: 'a' | 'b', id: string): boolean {
		const pair = this.comparing ?? { a: this.#usualPair()?.[0] ?? '', b: this.chosen ?? '' };
		let other = side === 'a' ? pair.b : pair.a;
		if (other === id || other === '') other = this.#beside(id, side);
		if (other === '') return false;
		const [older, newer] = this.#place(id) > this.#place(other) ? [id, other] : [other, id];
		return this.compare(older, newer);
	}

	/** Moves whichever of the two is nearer to a version, or WORKING: what is newer than both becomes B, what is older A. */
	pickNearer(id: string): boolean {
		const { a, b } = this.comparing ?? { a: '', b: '' };
		const [at, first, last] = [this.#place(id), this.#place(b), this.#place(a)];
		if (at === first || at === last) return true;
		return this.pick(Math.abs(at - first) <= Math.abs(at - last) ? 'b' : 'a', id);
	}

	/** Reads one version again, B of the two when it is one. */
	async stopComparing(): Promise<void> {
		const b = this.comparing?.b;
		this.comparing = null;
		this.tagging = false;
		const version = this.versions?.find((v) => idOf(v) === b);
		if (version) await this.choose(version);
	}

	select(id: string, on = !this.selected.has(id)): void {
		if (on) this.selected.add(id);
		else this.selected.delete(id);
	}

	/** Selects what lies between two, both with it. */
	selectTo(from: string, to: string): void {
		const ids = this.listed.map(idOf);
		const [i, j] = [ids.indexOf(from), ids.indexOf(to)].sort((x, y) => x - y) as [number, number];
		for (const id of i < 0 ? [to] : ids.slice(i, j + 1)) this.selected.add(id);
	}

	/** Where a version stands from the newest on; the working copy stands before all. */
	#place(id: string): number {
		return id === WORKING ? -1 : (this.versions?.findIndex((v) => idOf(v) === id) ?? 0);
	}

	/** What is looked at, behind what it goes on top of. */
	#usualPair(): [string, string] | null {
		const shown = this.versions?.find((v) => idOf(v) === this.chosen) ?? latestOf(this.versions ?? []);
		if (!shown) return null;
		if (shown.is_latest && !shown.deleted && this.around.working()) return [idOf(shown), WORKING];
		const parent = this.#before(shown);
		if (parent) return [idOf(parent), idOf(shown)];
		const latest = latestOf(this.versions ?? []);
		return latest && latest !== shown && !latest.deleted ? [idOf(shown), idOf(latest)] : null;
	}

	/** The nearest version with a text that another one goes on top of. */
	#before(version: VersionSummary): VersionSummary | null {
		let parent = this.find(version.parent_id);
		while (parent?.deleted) parent = this.find(parent.parent_id);
		return parent;
	}

	/** Another one to compare with: older for B, newer for A. */
	#beside(id: string, side: 'a' | 'b'): string {
		const texts = (this.versions ?? []).filter(({ deleted }) => !deleted).map(idOf);
		const at = texts.indexOf(id);
		const usual = side === 'a' ? texts[at - 1] : texts[at + 1];
		return usual ?? texts[at + 1] ?? texts[at - 1] ?? (this.around.working() ? WORKING : '');
	}

	/** Shows one version. Of several choices in a row only the last is shown. */
	async choose(version: VersionSummary): Promise<void> {
		const id = idOf(version);
		this.chosen = id;
		this.tagging = false;
		try {
			const detail = await this.backend.version(this.workflowId, id);
			if (this.chosen !== id) return;
			this.shown = detail;
			this.shownProblem = null;
			if (!this.#here(id)) this.words.forgetElsewhere();
			// Its text may have come from the bucket just now.
			this.#replace(detail);
		} catch (thrown) {
			if (this.chosen === id) this.shownProblem = asBackendError(thrown);
		}
	}

	/** Tries once more to show what was chosen. */
	async again(): Promise<void> {
		const version = this.versions?.find((v) => idOf(v) === this.chosen);
		if (version) await this.choose(version);
	}

	/** Gives a version these tags, and no others. Rejects when it cannot have them. */
	async setTags(version: VersionSummary, tags: Tag[]): Promise<void> {
		const id = idOf(version);
		const tagged = await this.backend.setTags(this.workflowId, id, tags);
		this.#replace(tagged);
		if (this.shown && idOf(this.shown) === id) this.shown = { ...this.shown, ...tagged };
		this.comparing?.follow(version, tagged);
	}

	/** What people call a version by, of this list; null when it is not in it. */
	find(localId: string): VersionSummary | null {
		return (localId !== '' && this.versions?.find((v) => v.local_id === localId)) || null;
	}

	#here(id: string): boolean {
		return this.versions?.find((v) => idOf(v) === id)?.text_here ?? true;
	}

	#take(list: VersionList): void {
		this.name = list.name;
		this.versions = list.versions;
		this.complete = list.complete;
	}

	#replace(version: VersionSummary): void {
		this.versions = this.versions?.map((v) => (idOf(v) === idOf(version) ? { ...v, ...version } : v)) ?? null;
	}
}
