import type { Locator, Page } from 'playwright-core';

/** What helps in the text: suggestions, what is told of a place, the new name, the uses of a name. */
export class Help {
	readonly suggestions: Locator;
	/** What is told of a place. */
	readonly card: Locator;
	/** The field for a new name, and what is said below it. */
	readonly rename: Locator;
	readonly uses: Locator;

	constructor(page: Page) {
		this.suggestions = page.locator('.cm-tooltip-autocomplete').getByRole('option');
		this.card = page.locator('.cm-card');
		this.rename = page.locator('.cm-rename');
		this.uses = page.getByRole('list', { name: /^Uses of / }).getByRole('button');
	}

	/** A suggestion by what would be written. */
	suggestion(label: string): Locator {
		return this.suggestions.filter({ has: this.#page.getByText(label, { exact: true }) });
	}

	/** Gives the name at the caret another one, by the keyboard. */
	async renameTo(name: string): Promise<void> {
		await this.#page.keyboard.press('F2');
		await this.rename.getByRole('textbox').fill(name);
		await this.#page.keyboard.press('Enter');
	}

	/** What each use says: its line and the text of it. */
	async usesSaid(): Promise<string[]> {
		await this.uses.first().waitFor();
		const texts = await this.uses.allInnerTexts();
		return texts.map((text) => text.replace(/\s+/g, ' ').trim());
	}

	get #page(): Page {
		return this.card.page();
	}
}
