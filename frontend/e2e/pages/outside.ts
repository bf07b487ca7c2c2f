import type { Locator, Page } from 'playwright-core';

/** What is asked when another program has changed the file of a workflow with unsaved edits. */
export class Outside {
	readonly bar: Locator;

	constructor(page: Page) {
		this.bar = page.getByRole('region', { name: 'Changed outside' });
	}

	async act(
		name: 'Show the difference' | 'Hide the difference' | 'Take theirs' | 'Keep mine',
	): Promise<void> {
		await this.bar.getByRole('button', { name }).click();
	}
}
