import type { Locator, Page } from 'playwright-core';

/** What the generator proposes, before it is accepted. */
export class Proposal {
	readonly room: Locator;
	readonly understood: Locator;
	readonly changes: Locator;
	readonly question: Locator;
	/** Whether the workflow would be valid with what is switched on. */
	readonly verdict: Locator;

	constructor(private readonly page: Page) {
		this.room = page.getByRole('main', { name: 'Proposal' });
		this.understood = page.getByRole('region', { name: 'What was understood' });
		this.changes = page.getByRole('region', { name: 'Changes' });
		this.question = this.understood.getByRole('form');
		this.verdict = this.changes.getByRole('status');
	}

	/** Waits until the generator has answered. */
	async shown(): Promise<void> {
		await this.room.and(this.page.locator('[aria-busy="false"]')).waitFor();
		await this.verdict.waitFor();
	}

	switch(words: string | RegExp): Locator {
		return this.changes.getByRole('switch', { name: words });
	}

	/** Waits until so many of all changes are switched on. */
	async accepted(on: number, all: number): Promise<void> {
		await this.changes.getByText(`${on} of ${all} accepted`).waitFor();
	}

	tab(name: 'Proposed' | 'Current' | 'Side by side' | 'Text'): Locator {
		return this.room.getByRole('tab', { name });
	}

	button(name: string | RegExp): Locator {
		return this.changes.getByRole('button', { name });
	}
}
