/** The time as the screen says it: it moves every 20 seconds, so that "2 min ago" stays true. */
class Now {
	value = $state.raw(new Date());

	tick(): void {
		this.value = new Date();
	}

	/** Starts the ticking and gives the way to stop it. */
	run(): () => void {
		const timer = setInterval(() => this.tick(), 20_000);
		return () => clearInterval(timer);
	}
}

export const now = new Now();
