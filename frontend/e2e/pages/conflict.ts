import type { Locator, Page } from 'playwright-core';
import { Editor } from './editor';

/** Two versions that are being brought together. */
export class Conflict {
	readonly room: Locator;
	readonly sides: Locator;
	readonly heading: Locator;
	readonly places: Locator;
	readonly result: Locator;
	readonly text: Editor;
	readonly open: Locator;
	readonly finish: Locator;
	readonly setAside: Locator;
	readonly undo: Locator;
	readonly dialog: Locator;
	readonly comment: Locator;
	readonly news: Locator;

	constructor(private readonly page: Page) {
		this.room = page.getByRole('main', { name: 'Merge' });
		this.sides = page.getByRole('complementary', { name: 'What is brought together' });
		this.heading = this.room.getByRole('heading', { level: 1 });
		this.places = this.room.locator('[id^="place-"][tabindex]');
		this.result = page.getByRole('region', { name: 'Result' });
		this.text = new Editor(this.result.locator('.cm-content'));
		this.open = this.result.getByRole('status');
		this.finish = this.room.getByRole('button', { name: 'Finish' });
		this.setAside = this.room.getByRole('button', { name: 'Set aside' });
		this.undo = this.result.getByRole('button', { name: 'Undo the last decision' });
		this.dialog = page.locator('.finish-dialog');
		this.comment = this.dialog.getByRole('textbox', { name: 'Comment' });
		this.news = this.room.locator('.news');
	}

	/** The place with this heading. */
	place(what: string | RegExp): Locator {
		return this.places.filter({ has: this.page.getByRole('heading', { name: what, level: 2 }) });
	}

	async take(what: string | RegExp, side: 'Take mine' | 'Take theirs' | 'Use both'): Promise<void> {
		await this.place(what).getByRole('button', { name: side }).click();
		await this.place(what)
			.getByText(/taken$/)
			.first()
			.waitFor();
	}

	/** Begins to write what a place shall say, in its own small editor. */
	async beginEdit(what: string | RegExp, text: string): Promise<void> {
		await this.place(what).getByRole('button', { name: 'Edit' }).click();
		const field = this.place(what).locator('.cm-content');
		await field.press('ControlOrMeta+a');
		await field.pressSequentially(text);
	}

	/** Writes what a place shall say, and takes it. */
	async edit(what: string | RegExp, text: string): Promise<void> {
		await this.beginEdit(what, text);
		await this.place(what).getByRole('button', { name: 'Take this' }).click();
	}

	/** Saves both brought together. */
	async save(comment?: string): Promise<void> {
		if (!(await this.dialog.isVisible())) await this.finish.click();
		if (comment !== undefined) await this.comment.fill(comment);
		await this.dialog.getByRole('button', { name: /^Save version/ }).click();
		await this.room.waitFor({ state: 'detached' });
	}
}
