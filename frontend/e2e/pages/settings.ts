import type { Locator, Page } from 'playwright-core';

export interface BucketSettings {
	endpoint: string;
	bucket: string;
	accessKey: string;
	secretKey: string;
}

/** The settings. */
export class Settings {
	readonly nav: Locator;
	readonly room: Locator;
	readonly testButton: Locator;
	readonly save: Locator;
	readonly checks: Locator;

	constructor(private readonly page: Page) {
		this.nav = page.getByRole('navigation', { name: 'Settings' });
		this.room = page.getByRole('main');
		this.testButton = this.room.getByRole('button', { name: /^Test( again)?$/ });
		this.save = this.room.getByRole('button', { name: 'Save', exact: true });
		this.checks = this.room.getByRole('region', { name: /test$/ }).getByRole('listitem');
	}

	async open(page: 'You' | 'Storage' | 'Models' | 'Look' | 'Check-up' | 'About'): Promise<void> {
		await this.nav.getByRole('button', { name: page }).click();
		await this.room.getByRole('heading', { name: page, level: 1 }).waitFor();
	}

	async describeBucket(settings: BucketSettings): Promise<void> {
		await this.room.getByRole('radio', { name: 'Team bucket' }).click();
		await this.room.getByLabel('Endpoint').fill(settings.endpoint);
		await this.room.getByLabel('Bucket', { exact: true }).fill(settings.bucket);
		await this.room.getByLabel('Access key').fill(settings.accessKey);
		await this.room.getByLabel('Secret key').fill(settings.secretKey);
	}

	async describeModel(model: { endpoint: string; name: string; key?: string }): Promise<void> {
		await this.room.getByLabel('Endpoint').fill(model.endpoint);
		await this.room.getByLabel('Model', { exact: true }).fill(model.name);
		if (model.key) await this.room.getByLabel('API key').fill(model.key);
	}

	/** What a million tokens cost that are read and written. */
	async price(read: string, written: string): Promise<void> {
		await this.room.getByLabel('Price of a million tokens read').fill(read);
		await this.room.getByLabel('Price of a million tokens written').fill(written);
	}

	/** Tries the model that the form describes, and waits for what comes of it. */
	async tryModel(): Promise<void> {
		await this.#answered('/models/try', () =>
			this.room.getByRole('button', { name: /^Try( again)?$/ }).click(),
		);
	}

	/** Tests what the form says, and waits for the outcome of this very test. */
	async test(): Promise<void> {
		await this.#answered('/storage/test', () => this.testButton.click());
	}

	/** Presses the button that mends a failed check, and waits until everything has been tested again. */
	async mend(button: 'Create bucket' | 'Enable versioning'): Promise<void> {
		await this.#answered('/storage/mend', () => this.room.getByRole('button', { name: button }).click());
	}

	/** One line of the outcome. */
	check(name: string): Locator {
		return this.checks.filter({ has: this.page.getByText(name, { exact: true }) });
	}

	/** What one line says: passed, failed, warning or not tried. */
	async outcome(name: string): Promise<string> {
		return (await this.check(name).getByRole('img').getAttribute('aria-label')) ?? '';
	}

	async #answered(path: string, act: () => Promise<void>): Promise<void> {
		const answer = this.page.waitForResponse((response) => response.url().endsWith(path));
		await act();
		await answer;
		await this.room.locator('[aria-busy="false"]').waitFor();
	}
}
