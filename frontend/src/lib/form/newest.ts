/** Does one job at a time, and of those asked for meanwhile only the last. */
export class Newest {
	#timer: ReturnType<typeof setTimeout> | undefined;
	#busy = false;
	#due = false;

	/** The job handles its own failures. */
	constructor(
		private readonly job: () => Promise<void>,
		private readonly pause: number,
	) {}

	/** Does it after the pause, in ms; asked again meanwhile, the pause begins anew. */
	soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.now(), this.pause);
	}

	now(): void {
		clearTimeout(this.#timer);
		void this.#run();
	}

	async #run(): Promise<void> {
		if (this.#busy) return void (this.#due = true);
		this.#busy = true;
		do {
			this.#due = false;
			await this.job();
		} while (this.#due);
		this.#busy = false;
	}
}
