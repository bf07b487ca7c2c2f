import type { Locator, Page } from 'playwright-core';

/** The list of everything to go to and to do. */
export class Palette {
	readonly dialog: Locator;
	readonly field: Locator;
	/** The rows, in their order. */
	readonly rows: Locator;
	/** The one that Enter chooses. */
	readonly current: Locator;

	constructor(readonly page: Page) {
		this.dialog = page.locator('dialog.palette');
		this.field = this.dialog.getByRole('combobox');
		this.rows = this.dialog.getByRole('option');
		this.current = this.dialog.getByRole('option', { selected: true });
	}

	/** Opens it by a key and waits until it takes letters. */
	async open(key: 'Control+k' | 'Control+p' | 'Control+Shift+p' = 'Control+k'): Promise<void> {
		await this.page.keyboard.press(key);
		await this.page.locator('dialog.palette input:focus').waitFor();
	}

	row(name: string | RegExp): Locator {
		return this.dialog.getByRole('option', { name });
	}

	/** What of the rows is marked. */
	marks(): Promise<string[]> {
		return this.dialog.locator('mark').allTextContents();
	}

	async gone(): Promise<void> {
		await this.dialog.waitFor({ state: 'detached' });
	}

	/** Types a text, waits until the row of this name is the first, and chooses it. */
	async choose(text: string, name: string | RegExp): Promise<void> {
		await this.page.keyboard.type(text);
		await this.current.filter({ hasText: name }).waitFor();
		await this.page.keyboard.press('Enter');
		await this.gone();
	}
}
