import { asBackendError, type Backend, type BackendError, type Job } from '$lib/backend';
import { say } from '$lib/words';
import type { Toast, Toasts } from './toasts.svelte';

/** What is said of a job that has ended. */
export type Outcome = Pick<Toast, 'title' | 'lines' | 'act'>;

/** A job as the window shows it: while it runs, and afterwards when something in it failed. */
export class Work {
	job = $state.raw<Job>() as Job;
	/** What came of it; null while it runs. */
	outcome = $state.raw<Outcome | null>(null);
	/** It was asked to stop. */
	stopping = $state(false);

	constructor(
		readonly title: string,
		job: Job,
	) {
		this.job = job;
	}
}

/** How long until the job is asked for by itself, in ms: its events may be lost, and a quick one ends before they are heard. */
const ASK = [100, 200, 400, 800, 1_500];

/** What takes a while and goes on while the person works: it shows how far it is, and says what came of it. */
export class Jobs {
	/** Those that run, and those that ended with something to look at; newest first. */
	shown = $state.raw<Work[]>([]);

	constructor(
		private readonly backend: Pick<Backend, 'jobs' | 'job' | 'cancelJob' | 'subscribe'>,
		private readonly toasts: Toasts,
	) {}

	/**
	 * Begins a job and follows it to its end. `title` says what is being done ("Tagging 12 versions"), `outcome` what was. Gives
	 * the job as it ended; null when it could not begin, or the program ended before it.
	 */
	async start(title: string, begin: () => Promise<Job>, outcome: (job: Job) => Outcome): Promise<Job | null> {
		let job: Job;
		try {
			job = await begin();
		} catch (thrown) {
			this.toasts.showProblem(say.jobs.notBegun(title), asBackendError(thrown));
			return null;
		}
		return this.#follow(new Work(title, job), outcome);
	}

	/** Shows what was begun before this page was there. */
	async resume(): Promise<void> {
		try {
			for (const job of await this.backend.jobs()) {
				if (job.state !== 'running') continue;
				const title = say.jobs.working;
				void this.#follow(new Work(title, job), () => ({ title: say.jobs.ended }));
			}
		} catch {
			// A program that does not answer says so elsewhere.
		}
	}

	async cancel(work: Work): Promise<void> {
		work.stopping = true;
		try {
			work.job = await this.backend.cancelJob(work.job.job_id);
		} catch (thrown) {
			work.stopping = false;
			this.toasts.showProblem(say.jobs.notCancelled, asBackendError(thrown));
		}
	}

	dismiss(work: Work): void {
		this.shown = this.shown.filter((other) => other !== work);
	}

	async #follow(work: Work, outcome: (job: Job) => Outcome): Promise<Job | null> {
		this.shown = [work, ...this.shown];
		const ended = await this.#end(work);
		if ('message' in ended) {
			this.dismiss(work);
			this.toasts.showProblem(say.jobs.lost(work.title), ended);
			return null;
		}
		work.job = ended;
		const said = outcome(ended);
		if (ended.state === 'done' && ended.failed_count === 0) {
			this.dismiss(work);
			this.toasts.show({ ...said, tone: 'good' });
		} else {
			work.outcome = said;
		}
		return ended;
	}

	/** The job once it has ended, with its items and result; or why it is not known any more. */
	#end(work: Work): Promise<Job | BackendError> {
		const id = work.job.job_id;
		return new Promise((resolve) => {
			let timer: ReturnType<typeof setTimeout> | undefined;
			let settled = false;
			const settle = (end: Job | BackendError) => {
				if (settled) return;
				settled = true;
				clearTimeout(timer);
				stop();
				resolve(end);
			};
			const ask = async () => {
				try {
					const job = await this.backend.job(id);
					if (job.state !== 'running') settle(job);
					else work.job = job;
				} catch (thrown) {
					const problem = asBackendError(thrown);
					// A program that does not answer for a moment may go on with it.
					if (problem.code === 'job_not_found') settle(problem);
				}
			};
			const stop = this.backend.subscribe((event) => {
				if (event.kind !== 'job' || event.job.job_id !== id) return;
				if (event.job.state === 'running') work.job = event.job;
				else void ask();
			});
			const wait = (times: number) => {
				timer = setTimeout(
					() => void ask().then(() => settled || wait(times + 1)),
					ASK[Math.min(times, ASK.length - 1)],
				);
			};
			wait(0);
		});
	}
}
