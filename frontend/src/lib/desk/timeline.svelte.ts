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

type Source = Pick<Backend, 'versions' | 'version' | 'fetchHistory' | 'setTags'>;

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

	constructor(
		private readonly backend: Source,
		readonly workflowId: number,
	) {}

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
	}

	/** What people call a version by, of this list; null when it is not in it. */
	find(localId: string): VersionSummary | null {
		return (localId !== '' && this.versions?.find((v) => v.local_id === localId)) || null;
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
