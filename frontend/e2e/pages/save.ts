import type { Locator, Page } from 'playwright-core';

/** The dialog that asks for a comment before a version is saved. */
export class SaveDialog {
	readonly dialog: Locator;
	readonly comment: Locator;
	readonly save: Locator;
	readonly saveMerged: Locator;
	readonly saveOnTop: Locator;

	constructor(page: Page) {
		this.dialog = page.locator('.save-dialog');
		this.comment = this.dialog.getByRole('textbox', { name: 'Comment' });
		this.save = this.dialog.getByRole('button', { name: /^Save version/ });
		this.saveMerged = this.dialog.getByRole('button', { name: /^Save and bring together/ });
		this.saveOnTop = this.dialog.getByRole('button', { name: /^Save on top of the latest/ });
	}
}
