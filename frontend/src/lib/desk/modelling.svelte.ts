import {
	BackendError,
	type Backend,
	type Generated,
	type GenerateRequest,
	type Generating,
	type Job,
} from '$lib/backend';
import { say } from '$lib/words';

/** So often a model is asked after when no event comes, in ms. */
const ASK = 700;

/** A model that makes a workflow: it tells how far it is, and can be stopped. */
export class Modelling {
	progress = $state.raw<Generating | null>(null);
	stopping = $state(false);
	#job = '';

	constructor(
		private readonly backend: Pick<Backend, 'generateLater' | 'job' | 'cancelJob' | 'subscribe'>,
		readonly model: string,
	) {}

	/** What the model made; when it was stopped, what came until then, with a problem that says so. */
	async make(request: GenerateRequest): Promise<Generated> {
		let wake = () => {};
		const forget = this.backend.subscribe((event) => {
			if (event.kind === 'generating' && (this.#job === '' || event.generating.job_id === this.#job)) {
				this.progress = event.generating;
			} else if (event.kind === 'job' && event.job.job_id === this.#job && event.job.state !== 'running') {
				wake();
			}
		});
		try {
			let job = await this.backend.generateLater({ ...request, model: this.model });
			this.#job = job.job_id;
			if (this.stopping) void this.backend.cancelJob(job.job_id);
			// It may have ended before anybody listened for it, so it is asked at once.
			while ((job = await this.backend.job(this.#job)).state === 'running') {
				this.progress = job.generating ?? this.progress;
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, ASK);
					wake = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
			return outcome(job);
		} finally {
			forget();
			this.progress = null;
		}
	}

	async stop(): Promise<void> {
		this.stopping = true;
		if (this.#job !== '') await this.backend.cancelJob(this.#job).catch(() => (this.stopping = false));
	}
}

function outcome(job: Job): Generated {
	if (job.result) return job.result as Generated;
	throw new BackendError(
		job.error ?? { code: 'cancelled', message: say.generate.stopped, hint: say.generate.stoppedHint },
	);
}
