import type { Locator, Page } from 'playwright-core';

/** The table of contents of the open workflow. */
export class Outline {
	readonly card: Locator;
	readonly find: Locator;
	readonly rows: Locator;
	/** The row that Enter would choose. */
	readonly best: Locator;

	constructor(private readonly page: Page) {
		this.card = page.getByRole('dialog', { name: 'Outline' });
		this.find = this.card.getByRole('textbox', { name: 'Find in the outline' });
		this.rows = this.card.getByRole('listitem').getByRole('button');
		this.best = this.card.locator('.best');
	}

	/** Opens it with its key and waits until it has been read. */
	async open(): Promise<void> {
		await this.page.keyboard.press('Control+Shift+O');
		await this.rows.first().waitFor();
	}

	/** What each row says: its name and what stands beside it. */
	async said(): Promise<string[]> {
		const texts = await this.rows.allInnerTexts();
		return texts.map((text) => text.replace(/\s+/g, ' ').trim());
	}
}
