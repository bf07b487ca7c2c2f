import type { Locator, Page } from 'playwright-core';

/** The first screen, and the room of templates: they are the same. */
export class Start {
	readonly room: Locator;
	readonly empty: Locator;

	constructor(page: Page) {
		this.room = page.getByRole('main', { name: /^(Start|Templates)$/ });
		this.empty = this.room.getByRole('button', { name: 'Empty workflow' });
	}

	template(name: string): Locator {
		return this.room
			.getByRole('listitem')
			.getByRole('button')
			.filter({ has: this.room.page().getByText(name, { exact: true }) });
	}
}
