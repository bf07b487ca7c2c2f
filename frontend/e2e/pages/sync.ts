import type { Locator, Page } from 'playwright-core';

/** Where this computer stands with the bucket: the card of the status bar, and the room. */
export class Sync {
	readonly state: Locator;
	readonly card: Locator;
	readonly room: Locator;
	readonly runs: Locator;
	readonly question: Locator;

	constructor(private readonly page: Page) {
		this.state = page.getByRole('contentinfo', { name: 'Status' }).getByRole('button').first();
		this.card = page.locator('.sync-card');
		this.room = page.getByRole('main', { name: 'Sync' });
		this.runs = this.room.getByRole('table').getByRole('rowheader');
		this.question = page.getByRole('group', { name: 'Were so many deleted on purpose?' });
	}

	/** Opens the card and syncs. */
	async now(): Promise<void> {
		await this.state.click();
		await this.card.getByRole('button', { name: 'Sync now' }).click();
	}

	async acceptDeletions(): Promise<void> {
		await this.question.getByRole('button', { name: 'Take in the deletions' }).click();
	}

	/** The row of a workflow that waits for a decision. */
	waiting(name: string): Locator {
		return this.room.getByRole('listitem').filter({ hasText: name });
	}

	/** Opens the two versions of a workflow. */
	async decide(name: string): Promise<void> {
		await this.waiting(name).getByRole('button', { name: 'Decide' }).click();
		await this.page.getByRole('main', { name: 'Merge' }).getByRole('heading', { level: 1 }).waitFor();
	}
}
