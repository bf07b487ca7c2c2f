export type Theme = 'light' | 'dark' | 'system';

// public/look-boot.js reads the same key before the first paint.
const KEY = 'workflow-designer.theme';

/** Which theme is shown, and which one was chosen. */
export class Look {
	theme = $state<Theme>('system');

	constructor(
		private readonly memory: Pick<Storage, 'getItem' | 'setItem'>,
		private readonly system: MediaQueryList,
		private readonly root: HTMLElement,
	) {
		const kept = memory.getItem(KEY);
		if (kept === 'light' || kept === 'dark') this.theme = kept;
		system.addEventListener('change', () => this.#apply());
		this.#apply();
	}

	choose(theme: Theme): void {
		this.theme = theme;
		this.memory.setItem(KEY, theme);
		this.#apply();
	}

	#apply(): void {
		const dark = this.theme === 'dark' || (this.theme === 'system' && this.system.matches);
		this.root.dataset.theme = dark ? 'dark' : 'light';
	}
}
