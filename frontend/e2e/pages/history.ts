import type { Locator, Page } from 'playwright-core';
import { Editor } from './editor';

/** The versions of a workflow, and the one that is looked at. */
export class History {
	readonly panel: Locator;
	readonly room: Locator;
	readonly rows: Locator;
	readonly editor: Editor;
	readonly copy: Locator;
	/** Two versions beside each other. */
	readonly comparison: Locator;
	readonly tag: Locator;
	readonly restore: Locator;
	readonly tagField: Locator;

	constructor(page: Page) {
		this.panel = page.getByRole('complementary', { name: 'History' });
		this.rows = this.panel.getByRole('listitem').getByRole('button');
		this.room = page.getByRole('main', { name: 'Version' });
		this.editor = new Editor(this.room.locator('.cm-content'));
		this.tag = this.room.getByRole('button', { name: /^Tag v/ });
		this.restore = this.room.getByRole('button', { name: /^Restore v/ });
		this.tagField = this.room.getByRole('textbox', { name: 'New tag' });
		this.comparison = page.getByRole('main', { name: 'Comparison' });
		this.copy = this.room.getByRole('button', { name: 'Make a copy' });
	}

	/** The row of one version. */
	row(number: number): Locator {
		return this.rows.filter({ hasText: new RegExp(`^\\s*v${number}\\b`) });
	}

	/** Opens one version and waits until its text is there. */
	async openVersion(number: number): Promise<void> {
		await this.row(number).click();
		await this.room.getByRole('heading', { name: `v${number}`, exact: true }).waitFor();
		await this.editor.content.waitFor();
	}

	/** Compares the version that is looked at with the one before it, and waits for the answer. */
	async compare(): Promise<void> {
		await this.room.getByRole('button', { name: 'Compare' }).click();
		await this.changes.first().waitFor();
	}

	/** What differs, in words. */
	get changes(): Locator {
		return this.comparison.getByRole('region', { name: 'What changed' }).locator('[data-row]');
	}

	/** The lines of the text after that are tinted. */
	get linesAdded(): Locator {
		return this.comparison.locator('.cm-merge-b .cm-changedLine');
	}
}
