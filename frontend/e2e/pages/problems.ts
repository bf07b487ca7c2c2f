import type { Locator, Page } from 'playwright-core';

/** What the program found in the text: under the text, at its lines, and in the status bar. */
export class Problems {
	/** The underlined places. */
	readonly underlined: Locator;
	readonly panel: Locator;
	readonly count: Locator;
	/** The upper edge of the panel, which can be dragged. */
	readonly edge: Locator;
	readonly #editor: Locator;

	constructor(private readonly page: Page) {
		this.#editor = page.locator('.editor');
		this.underlined = page.locator('.cm-problem-error');
		this.panel = page.locator('#lower-panel');
		this.count = page.getByRole('contentinfo', { name: 'Status' }).locator('.check-item');
		this.edge = page.getByRole('separator', { name: 'Height of the panel' });
	}

	/** Waits until the problems of the text as it is now are drawn. */
	async drawn(): Promise<void> {
		await this.#editor.and(this.#editor.page().locator('[data-checked]')).waitFor();
	}

	/** How high the panel is, in pixels. */
	readonly height = async (): Promise<number> => {
		const panel = this.page.getByRole('region', { name: 'Below the editor' });
		return (await panel.boundingBox())?.height ?? 0;
	};

	row(message: string | RegExp): Locator {
		return this.panel.getByRole('listitem').filter({ hasText: message });
	}
}
