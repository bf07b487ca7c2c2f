import type { Locator, Page } from 'playwright-core';

/** The form of the open workflow, beside its text. */
export class Form {
	readonly pane: Locator;
	readonly state: Locator;
	readonly viewer: Locator;
	readonly sheet: Locator;

	constructor(private readonly page: Page) {
		this.pane = page.getByRole('region', { name: 'Form', exact: true });
		this.state = this.pane.locator('.foot').getByRole('status');
		this.viewer = this.pane.getByRole('combobox', { name: 'Shown to' });
		this.sheet = this.pane.locator('.sheet');
	}

	/** Shows it, and waits until it has been worked out. */
	async open(): Promise<void> {
		await this.page.keyboard.press('Control+2');
		await this.page.getByRole('tab', { name: 'Form', selected: true }).waitFor();
		await this.state.waitFor();
	}

	field(name: string | RegExp): Locator {
		return this.pane.getByLabel(name, typeof name === 'string' ? { exact: true } : {});
	}

	/** What is told below a field. */
	told(name: string): Locator {
		return this.pane.locator(`[data-field="${name}"]`);
	}

	/** The width that is shown, in pixels. */
	async width(name: 'Desktop' | 'Tablet' | 'Mobile'): Promise<number> {
		await this.pane.getByRole('button', { name, exact: true }).click();
		await this.page.waitForFunction(() =>
			document.getAnimations().every(({ playState }) => playState !== 'running'),
		);
		return (await this.sheet.boundingBox())?.width ?? 0;
	}

	async showTo(who: string): Promise<void> {
		await this.viewer.selectOption({ label: who });
	}
}
