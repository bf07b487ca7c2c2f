import type { Locator, Page } from 'playwright-core';
import { Editor } from './editor';
import { Help } from './help';
import { Outline } from './outline';
import { Outside } from './outside';

/** The room in which a workflow is described and edited. */
export class Design {
	readonly room: Locator;
	readonly description: Locator;
	/** What to change in a workflow that is there. */
	readonly wish: Locator;
	readonly editor: Editor;
	readonly help: Help;
	readonly outline: Outline;
	readonly outside: Outside;

	constructor(page: Page) {
		this.room = page.getByRole('main', { name: 'Design' });
		this.description = this.room.getByRole('textbox', { name: 'Description' });
		this.wish = this.room.getByRole('textbox', { name: 'What to change' });
		this.editor = new Editor(this.room.locator('.cm-content'));
		this.help = new Help(page);
		this.outline = new Outline(page);
		this.outside = new Outside(page);
	}
}
