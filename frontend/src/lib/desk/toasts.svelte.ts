import type { Problem } from '$lib/backend';

export interface Toast {
	title: string;
	/** Further sentences. */
	lines?: string[];
	tone?: 'plain' | 'good' | 'attention';
	act?: { name: string; run: () => unknown };
}

const SHOWN = 8_000;

/** One toast at a time, for 8 s; the time stands still while the pointer or the focus is on it. */
export class Toasts {
	current = $state.raw<Toast | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	show(toast: Toast): void {
		this.current = toast;
		this.resume();
	}

	showProblem(title: string, problem: Problem | Error): void {
		const hint = 'hint' in problem ? problem.hint : '';
		this.show({ title, lines: [problem.message, hint].filter(Boolean), tone: 'attention' });
	}

	pause(): void {
		clearTimeout(this.#timer);
	}

	resume(): void {
		clearTimeout(this.#timer);
		if (this.current) this.#timer = setTimeout(() => this.dismiss(), SHOWN);
	}

	dismiss(): void {
		clearTimeout(this.#timer);
		this.current = null;
	}
}
