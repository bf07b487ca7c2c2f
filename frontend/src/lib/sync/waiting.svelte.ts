import { asBackendError, type Backend, type BackendError, type ConflictDetail } from '$lib/backend';

/** Who stands against whom, of the workflows that wait for a decision. */
export class Waiting {
	/** By workflow. */
	details = $state.raw<Readonly<Record<number, ConflictDetail>>>({});
	problem = $state.raw<BackendError | null>(null);

	constructor(private readonly backend: Pick<Backend, 'conflict'>) {}

	/** Reads those that are not known yet, one after the other; a list of them is short. */
	async read(ids: readonly number[]): Promise<void> {
		for (const id of ids) {
			try {
				const detail = await this.backend.conflict(id);
				this.details = { ...this.details, [id]: detail };
				this.problem = null;
			} catch (thrown) {
				const problem = asBackendError(thrown);
				// It has been decided meanwhile: the list will say so.
				if (problem.code !== 'not_found' && problem.code !== 'workflow_not_found') this.problem = problem;
			}
		}
	}
}
