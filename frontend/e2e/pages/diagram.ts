import type { Locator, Page } from 'playwright-core';

/** The diagram beside the text, and the details of the step that is looked at. */
export class Diagram {
	readonly pane: Locator;
	/** The steps as those read them who do not see the drawing; it has the focus. */
	readonly list: Locator;
	readonly options: Locator;
	readonly details: Locator;
	readonly menu: Locator;
	/** It says that the text cannot be read, and of when the diagram is. */
	readonly asOf: Locator;
	readonly edge: Locator;
	readonly close: Locator;
	/** Brings the pane back that was closed. */
	readonly show: Locator;

	constructor(private readonly page: Page) {
		this.pane = page.getByRole('region', { name: 'Beside the text' });
		this.list = this.pane.getByRole('listbox', { name: 'Steps of the diagram' });
		this.options = this.list.getByRole('option');
		this.details = page.getByRole('region', { name: 'Step', exact: true });
		this.menu = page.getByRole('menu');
		this.asOf = this.pane.getByRole('status');
		this.close = this.pane.getByRole('button', { name: 'Close the pane' });
		this.show = page.getByRole('button', { name: 'Show the diagram' });
		this.edge = this.pane.getByRole('separator', { name: 'Width of the pane' });
	}

	/** A step as it is drawn. */
	step(id: string): Locator {
		return this.pane.locator(`.svelte-flow__node[data-id="${id}"]`);
	}

	/** The words of a way as they are drawn. */
	words(text: string): Locator {
		return this.pane.locator('.words').filter({ hasText: text });
	}

	/** The id of the step that is looked at; empty when none is. */
	async selected(): Promise<string> {
		const ring = this.pane.locator('.svelte-flow__node:has(.ring)');
		return (await ring.count()) === 0 ? '' : ((await ring.first().getAttribute('data-id')) ?? '');
	}

	/** Draws a line from a step to another one, with the pointer. */
	async drag(from: string, to: string): Promise<void> {
		await this.step(from).hover();
		const grip = await this.#middle(this.step(from).locator('.grip'));
		const end = await this.#middle(this.step(to));
		const { mouse } = this.page;
		await mouse.move(grip.x, grip.y);
		await mouse.down();
		await mouse.move((grip.x + end.x) / 2, (grip.y + end.y) / 2, { steps: 4 });
		await mouse.move(end.x, end.y, { steps: 4 });
		await mouse.up();
	}

	/** A control of the details, by its name. */
	control(name: string | RegExp): Locator {
		return this.details.getByLabel(name, typeof name === 'string' ? { exact: true } : {});
	}

	/** Writes into a field of the details and takes it. */
	async write(name: string, value: string): Promise<void> {
		await this.control(name).fill(value);
		await this.control(name).press('Enter');
	}

	async choose(item: string | RegExp): Promise<void> {
		await this.menu.getByRole('menuitem', { name: item }).click();
	}

	async #middle(locator: Locator): Promise<{ x: number; y: number }> {
		const box = await locator.boundingBox();
		if (!box) throw new Error('it is not shown');
		return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	}
}
