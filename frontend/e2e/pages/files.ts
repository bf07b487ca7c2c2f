import type { CDPSession, Locator, Page } from 'playwright-core';

/** What is dropped onto the window, the review of an import, and what is done to workflows that are selected in the list. */
export class Files {
	readonly target: Locator;
	readonly review: Locator;
	readonly rows: Locator;
	readonly refused: Locator;
	readonly selected: Locator;
	readonly progress: Locator;

	constructor(private readonly page: Page) {
		this.target = page.getByText('Drop to import');
		this.review = page.getByRole('main', { name: 'Import' });
		this.rows = this.review.getByRole('list', { name: 'What the files hold' }).getByRole('listitem');
		this.refused = this.review.getByRole('region', { name: /^Cannot be taken in/ }).getByRole('listitem');
		this.selected = page
			.getByRole('complementary', { name: 'Workflows' })
			.getByRole('region', { name: 'What is selected' });
		this.progress = this.review.getByRole('progressbar');
	}

	/** Holds files or folders of this computer over the window, as a person does who drags them there. */
	async hold(...paths: string[]): Promise<() => Promise<void>> {
		const devtools = await this.page.context().newCDPSession(this.page);
		await this.#drag(devtools, 'dragEnter', paths);
		await this.#drag(devtools, 'dragOver', paths);
		return () => this.#drag(devtools, 'drop', paths);
	}

	async drop(...paths: string[]): Promise<void> {
		const letGo = await this.hold(...paths);
		await this.target.waitFor();
		await letGo();
		await this.target.waitFor({ state: 'detached' });
	}

	row(name: string | RegExp): Locator {
		return this.rows.filter({ hasText: name });
	}

	choice(name: string): Locator {
		return this.row(name).getByRole('combobox');
	}

	/** What each row would become. */
	async chosen(): Promise<string[]> {
		return this.rows
			.getByRole('combobox')
			.evaluateAll((all) =>
				all.map((one) => (one as HTMLSelectElement).selectedOptions[0]?.textContent?.trim() ?? ''),
			);
	}

	async act(name: string | RegExp): Promise<void> {
		await this.review.getByRole('button', { name }).click();
	}

	/** What the end of the import says. */
	get summary(): Locator {
		return this.review.getByRole('status');
	}

	async selectAct(name: string | RegExp): Promise<void> {
		await this.selected.getByRole('button', { name }).click();
	}

	check(name: string): Locator {
		return this.page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
	}

	async #drag(devtools: CDPSession, type: 'dragEnter' | 'dragOver' | 'drop', files: string[]): Promise<void> {
		const data = { items: [], files, dragOperationsMask: 1 };
		await devtools.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
	}
}
