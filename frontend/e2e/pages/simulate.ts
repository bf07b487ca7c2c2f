import type { Locator, Page } from 'playwright-core';

/** The room in which a request is tried out. */
export class TestRoom {
	readonly room: Locator;
	readonly request: Locator;
	readonly state: Locator;
	readonly clock: Locator;
	readonly votes: Locator;
	readonly outbox: Locator;
	readonly trail: Locator;
	readonly paths: Locator;
	readonly scenarios: Locator;
	/** The row of the table that the request takes. */
	readonly lit: Locator;
	/** How it ended. */
	readonly ended: Locator;
	readonly send: Locator;

	constructor(private readonly page: Page) {
		this.room = page.getByRole('main', { name: 'Test', exact: true });
		this.request = this.room.getByRole('region', { name: 'Request', exact: true });
		this.state = this.request.locator('.state');
		this.clock = this.room.getByRole('toolbar', { name: 'Virtual clock' });
		this.votes = this.room.getByRole('region', { name: 'Votes', exact: true });
		this.outbox = this.room.getByRole('region', { name: 'Outbox' });
		this.trail = this.room.getByRole('region', { name: 'Audit trail' });
		this.paths = this.room.getByRole('region', { name: 'Who approves what' });
		this.scenarios = this.room.getByRole('region', { name: /saved scenario/ });
		this.lit = this.paths.locator('tr[data-lit]');
		this.ended = this.votes.locator('[data-ended]');
		this.send = this.request.getByRole('button', { name: 'Send the request' });
	}

	/** Opens it by its key, and waits until the form is filled in and the diagram is drawn. */
	async open(): Promise<void> {
		await this.page.keyboard.press('Control+3');
		await this.drawn();
	}

	async drawn(): Promise<void> {
		await this.room.getByRole('img', { name: /^The way of the request/ }).waitFor();
		await this.state.waitFor();
		await this.paths.getByRole('row').nth(1).waitFor();
	}

	/** A step of the diagram, once the request has come that far with it. */
	step(id: string, passage?: 'walked' | 'refused' | 'waits' | 'aside'): Locator {
		return this.room.locator(`[data-step="${id}"]${passage ? `[data-passage="${passage}"]` : ''}`);
	}

	/** Does something as one of those who are asked. */
	async vote(who: string, act: string): Promise<void> {
		await this.votes
			.getByRole('listitem', { name: who, exact: true })
			.getByRole('button', { name: act, exact: true })
			.click();
	}

	/** A scenario, once the text was tried out with it. */
	scenario(name: string, came: 'passed' | 'broken'): Locator {
		return this.scenarios.locator(`li.${came}`).filter({ hasText: name });
	}

	/** Keeps the run under a name. */
	async keep(name: string): Promise<void> {
		await this.scenarios.getByRole('button', { name: 'Save this run' }).click();
		await this.scenarios.getByLabel('Name of the scenario').fill(name);
		await this.scenarios.getByRole('button', { name: 'Save as a scenario' }).click();
		await this.scenario(name, 'passed').waitFor();
	}

	async inMenuOf(name: string, act: string | RegExp): Promise<void> {
		await this.scenarios.getByRole('button', { name: `More about the scenario ${name}` }).click();
		await this.page.getByRole('menuitem', { name: act }).click();
	}

	field(name: string | RegExp): Locator {
		return this.request.getByLabel(name, typeof name === 'string' ? { exact: true } : {});
	}

	async pass(name: '+1 hour' | '+1 day' | 'Next reminder' | 'Next timeout'): Promise<void> {
		await this.clock.getByRole('button', { name, exact: true }).click();
	}

	/** The cells of the table, row by row. */
	async rows(): Promise<string[][]> {
		const rows = await this.paths.locator('tbody tr').all();
		return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
	}
}
