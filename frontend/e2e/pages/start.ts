import type { Locator, Page } from 'playwright-core';

/** The first screen, and the room of templates: they are the same. */
export class Start {
	readonly room: Locator;
	readonly empty: Locator;
	/** What the workflows of the templates look like, as far as they are drawn: that comes after the screen. */
	readonly shapes: Locator;
	readonly description: Locator;
	readonly generate: Locator;

	constructor(page: Page) {
		this.room = page.getByRole('main', { name: /^(Start|Templates)$/ });
		this.description = this.room.getByRole('textbox', { name: 'Description' });
		this.generate = this.room.getByRole('button', { name: /^Generate/ });
		this.empty = this.room.getByRole('button', { name: 'Empty workflow' });
		this.shapes = this.room.locator('svg:has(.body)');
	}

	template(name: string): Locator {
		return this.room
			.getByRole('listitem')
			.getByRole('button')
			.filter({ has: this.room.page().getByText(name, { exact: true }) });
	}
}
