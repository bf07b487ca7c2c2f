import {
	asBackendError,
	type Backend,
	type BackendError,
	type Problem,
	type SyncFailure,
	type SyncReport,
	type SyncRun,
	type SyncStatus,
} from '$lib/backend';

/** Far more is gone from the bucket than usual: a person must say whether that is right. */
const MANY_DELETED = 'many_deleted';

/** Where this computer stands with the bucket, as far as the window knows. */
export class Sync {
	status = $state.raw<SyncStatus | null>(null);
	/** A sync that was asked for here is under way. */
	busy = $state(false);
	/** Why the status or the sync itself could not be had from the program. */
	problem = $state.raw<BackendError | null>(null);
	/** Of the last sync that was asked for here. */
	failures = $state.raw<SyncFailure[]>([]);
	/** Newest first; null until they have been read. */
	runs = $state.raw<SyncRun[] | null>(null);
	runsProblem = $state.raw<BackendError | null>(null);
	/** Asked by the last sync that was asked for here. */
	#asked = $state.raw<Problem | null>(null);

	/** What a person must say before what is gone from the bucket is taken in; null when there is no such question. */
	readonly question: Problem | null = $derived(
		this.#asked ?? (this.status?.error?.code === MANY_DELETED ? this.status.error : null),
	);
	readonly running: boolean = $derived(this.busy || this.status?.state === 'syncing');

	constructor(private readonly backend: Backend) {}

	async refresh(): Promise<void> {
		try {
			this.hear(await this.backend.syncStatus());
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	/** Takes in what the program says of the bucket. True when the lists may have changed since it last did. */
	hear(status: SyncStatus): boolean {
		const before = this.status;
		this.status = status;
		this.problem = null;
		if (status.pending_count === 0) this.failures = [];
		if (before?.synced_at !== status.synced_at) this.#asked = null;
		return (
			before?.synced_at !== status.synced_at ||
			before.pending_count !== status.pending_count ||
			before.conflict_count !== status.conflict_count ||
			before.bucket !== status.bucket
		);
	}

	/** Sends and takes in. Null when the program did not answer, or asks: the reason is in `problem` or `question`. */
	async run(acceptDeletions = false): Promise<SyncReport | null> {
		if (this.busy) return null;
		this.busy = true;
		this.#asked = null;
		try {
			const report = await this.backend.sync(acceptDeletions ? { accept_deletions: true } : undefined);
			this.hear(report.status);
			this.failures = report.failures;
			return report;
		} catch (thrown) {
			const problem = asBackendError(thrown);
			if (problem.code === MANY_DELETED) this.#asked = problem;
			else this.problem = problem;
			return null;
		} finally {
			this.busy = false;
			if (this.runs) void this.readRuns();
		}
	}

	async readRuns(): Promise<void> {
		try {
			this.runs = await this.backend.syncRuns();
			this.runsProblem = null;
		} catch (thrown) {
			this.runsProblem = asBackendError(thrown);
		}
	}
}
