import {
	asBackendError,
	type Backend,
	type BackendError,
	type SyncFailure,
	type SyncStatus,
} from '$lib/backend';

/** Where this computer stands with the bucket, as far as the window knows. */
export class Sync {
	status = $state.raw<SyncStatus | null>(null);
	busy = $state(false);
	/** Why the status or the sync itself could not be had from the program. */
	problem = $state.raw<BackendError | null>(null);
	/** Of the last sync that was asked for here. */
	failures = $state.raw<SyncFailure[]>([]);

	constructor(private readonly backend: Backend) {}

	async refresh(): Promise<void> {
		try {
			this.status = await this.backend.syncStatus();
			this.problem = null;
			if (this.status.pending_count === 0) this.failures = [];
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	/** Pushes what waits. Gives the number of versions sent; null when the program did not answer. */
	async run(): Promise<number | null> {
		if (this.busy) return null;
		this.busy = true;
		try {
			const report = await this.backend.sync();
			this.status = report.status;
			this.failures = report.failures ?? [];
			this.problem = null;
			return report.pushed;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return null;
		} finally {
			this.busy = false;
		}
	}
}
