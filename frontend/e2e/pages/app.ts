import type { Locator, Page } from 'playwright-core';
import { Conflict } from './conflict';
import { Design } from './design';
import { Diagram } from './diagram';
import { Files } from './files';
import { Form } from './form';
import { History } from './history';
import { Palette } from './palette';
import { Problems } from './problems';
import { Proposal } from './proposal';
import { SaveDialog } from './save';
import { Settings } from './settings';
import { Start } from './start';
import { Sync } from './sync';
import { Tabs } from './tabs';
import { TestRoom } from './simulate';

export type Room =
	'Workflows' | 'History' | 'Test' | 'Sync' | 'Templates' | 'Activity' | 'Analytics' | 'Settings';

/** The whole window: the frame, and the rooms in it. */
export class App {
	readonly start: Start;
	readonly design: Design;
	readonly diagram: Diagram;
	readonly tabs: Tabs;
	readonly files: Files;
	readonly form: Form;
	readonly palette: Palette;
	readonly problems: Problems;
	readonly proposal: Proposal;
	readonly saveDialog: SaveDialog;
	readonly history: History;
	readonly settings: Settings;
	readonly sync: Sync;
	readonly testRoom: TestRoom;
	readonly conflict: Conflict;

	readonly titleBar: Locator;
	readonly workflows: Locator;
	readonly status: Locator;
	readonly toast: Locator;

	constructor(readonly page: Page) {
		this.start = new Start(page);
		this.design = new Design(page);
		this.diagram = new Diagram(page);
		this.tabs = new Tabs(page);
		this.files = new Files(page);
		this.form = new Form(page);
		this.palette = new Palette(page);
		this.problems = new Problems(page);
		this.proposal = new Proposal(page);
		this.saveDialog = new SaveDialog(page);
		this.history = new History(page);
		this.settings = new Settings(page);
		this.sync = new Sync(page);
		this.testRoom = new TestRoom(page);
		this.conflict = new Conflict(page);
		this.titleBar = page.getByRole('banner');
		this.workflows = page.getByRole('complementary', { name: 'Workflows' });
		this.status = page.getByRole('contentinfo', { name: 'Status' });
		this.toast = page.locator('.toast');
	}

	/** Opens the address that the program printed. */
	async open(url: string): Promise<void> {
		await this.page.goto(url);
		await this.ready();
	}

	async reload(): Promise<void> {
		await this.page.reload();
		await this.ready();
	}

	/** The page says when everything it opens with is there and can be used. */
	async ready(): Promise<void> {
		await this.page.locator('html[data-ready="true"]').waitFor();
		// A browser drops keys until the first frame is on the screen.
		await this.page.evaluate(
			() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
		);
	}

	/** Sets the system's theme, which the page follows. */
	async prefer(theme: 'light' | 'dark'): Promise<void> {
		await this.page.emulateMedia({ colorScheme: theme });
		await this.page.locator(`html[data-theme="${theme}"]`).waitFor();
	}

	/** Half-faded colours are no colours of ours: waits until nothing moves but what always does, such as a caret. */
	async still(): Promise<void> {
		// Looked at again and again: of what is taken from the page midway nobody hears that it has finished.
		await this.page.waitForFunction(() =>
			document
				.getAnimations()
				.every(
					({ effect, playState }) =>
						playState !== 'running' || effect?.getComputedTiming().iterations === Infinity,
				),
		);
	}

	async go(room: Room): Promise<void> {
		await this.page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name: room }).click();
	}

	/** The row of a workflow or a draft. */
	row(name: string | RegExp): Locator {
		return this.workflows.getByRole('button', { name });
	}

	/** Saves what is open as the next version, with a comment, and waits until the page says that it is saved. */
	async save(comment: string): Promise<void> {
		await this.page.keyboard.press('Control+s');
		await this.saveDialog.comment.fill(comment);
		const answer = this.page.waitForResponse((response) => response.url().endsWith('/save-version'));
		await this.saveDialog.save.click();
		const { number } = (await (await answer).json()) as { number: number };
		await this.saveDialog.dialog.waitFor({ state: 'detached' });
		await this.toast.getByText(`Version ${number} saved`).waitFor();
	}

	/** Opens the menu of a workflow's row and does one thing of it. */
	async inMenu(
		name: string | RegExp,
		act: 'Open' | 'History' | 'Decide' | 'Discard edits' | 'Delete workflow' | 'Delete draft',
	): Promise<void> {
		await this.row(name).click({ button: 'right' });
		await this.page.getByRole('menuitem', { name: act }).click();
	}

	/** Waits until the program has said that a draft with this text is on disk. */
	draftKept(text: string): Promise<unknown> {
		return this.page.waitForResponse((response) => {
			const request = response.request();
			const sent = JSON.stringify(text).slice(1, -1);
			return request.method() === 'PUT' && response.ok() && !!request.postData()?.includes(sent);
		});
	}
}
