import type { Locator, Page } from 'playwright-core';

/** What the program found in the text: under the text, at its lines, and in the status bar. */
export class Problems {
	/** The underlined places. */
	readonly underlined: Locator;
	readonly panel: Locator;
	readonly count: Locator;
	readonly #editor: Locator;

	constructor(page: Page) {
		this.#editor = page.locator('.editor');
		this.underlined = page.locator('.cm-problem-error');
		this.panel = page.locator('#lower-panel');
		this.count = page.getByRole('contentinfo', { name: 'Status' }).locator('.check-item');
	}

	/** Waits until the problems of the text as it is now are drawn. */
	async drawn(): Promise<void> {
		await this.#editor.and(this.#editor.page().locator('[data-checked]')).waitFor();
	}

	row(message: string | RegExp): Locator {
		return this.panel.getByRole('listitem').filter({ hasText: message });
	}
}
