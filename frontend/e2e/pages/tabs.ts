import type { Locator, Page } from 'playwright-core';

/** The documents that are open, by the names of their files. */
export class Tabs {
	readonly all: Locator;
	readonly shown: Locator;

	constructor(private readonly page: Page) {
		const row = page.getByRole('tablist', { name: 'Open workflows' });
		this.all = row.getByRole('tab');
		this.shown = row.getByRole('tab', { selected: true });
	}

	/** The files in the order of their tabs. */
	async files(): Promise<string[]> {
		return (await this.all.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '');
	}

	tab(file: string): Locator {
		return this.all.filter({ hasText: file });
	}

	/** Waits until a file is the one that is shown. */
	async shows(file: string): Promise<void> {
		await this.shown.filter({ hasText: file }).waitFor();
	}

	/** Drags a tab onto another with the mouse. */
	async drag(file: string, onto: string): Promise<void> {
		const from = await this.#middle(file);
		const to = await this.#middle(onto);
		const { mouse } = this.page;
		await mouse.move(from.x, from.y);
		await mouse.down();
		await mouse.move(to.x, to.y, { steps: 12 });
		await mouse.move(to.x + Math.sign(to.x - from.x) * 20, to.y, { steps: 4 });
		await mouse.up();
	}

	async #middle(file: string): Promise<{ x: number; y: number }> {
		const box = await this.tab(file).boundingBox();
		if (!box) throw new Error(`there is no tab ${file}`);
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	}
}
