/** Does one job at a time, and of those asked for meanwhile only the last. */
export class Latest {
	#timer: ReturnType<typeof setTimeout> | undefined;
	#busy = false;
	#due = false;

	/** The job handles its own failures. */
	constructor(private readonly job: () => Promise<void>) {}

	/** Does it after a pause, in ms; asked again meanwhile, the pause begins anew. */
	soon(pause: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#run(), pause);
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
