import {
	asBackendError,
	type Backend,
	type BackendError,
	type VersionDetail,
	type VersionSummary,
} from '$lib/backend';
import { idOf } from '$lib/document';

/** The versions of one workflow, newest first, and the one that is being read. */
export class Timeline {
	versions = $state.raw<VersionSummary[] | null>(null);
	problem = $state.raw<BackendError | null>(null);
	chosen = $state<string | null>(null);
	shown = $state.raw<VersionDetail | null>(null);
	shownProblem = $state.raw<BackendError | null>(null);

	constructor(
		private readonly backend: Pick<Backend, 'versions' | 'version'>,
		readonly workflowId: number,
	) {}

	/** Reads the versions and shows the latest. */
	async load(): Promise<void> {
		try {
			this.versions = (await this.backend.versions(this.workflowId)).versions;
			this.problem = null;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return;
		}
		const latest = this.versions[0];
		if (latest && this.chosen === null) await this.choose(latest);
	}

	/** Shows one version. Of several choices in a row only the last is shown. */
	async choose(version: VersionSummary): Promise<void> {
		const id = idOf(version);
		this.chosen = id;
		try {
			const detail = await this.backend.version(this.workflowId, id);
			if (this.chosen !== id) return;
			this.shown = detail;
			this.shownProblem = null;
		} catch (thrown) {
			if (this.chosen === id) this.shownProblem = asBackendError(thrown);
		}
	}
}
