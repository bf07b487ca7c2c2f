import type { Locator, Page } from 'playwright-core';

/** The text editor. Only the lines in sight are on the page, so the text is read the way a person takes it: by copying. */
export class Editor {
	constructor(readonly content: Locator) {}

	async text(): Promise<string> {
		await this.#onClipboard('');
		await this.content.focus();
		await this.#page.keyboard.press('Control+a');
		await this.#page.keyboard.press('Control+c');
		return this.#page.evaluate(() => navigator.clipboard.readText());
	}

	/** Puts a text in the place of everything, by pasting it. */
	async replace(text: string): Promise<void> {
		await this.#onClipboard(text);
		await this.content.focus();
		await this.#page.keyboard.press('Control+a');
		await this.#page.keyboard.press('Control+v');
	}

	/** Puts the caret at the beginning of a line, by the keyboard. */
	async goToLine(line: number): Promise<void> {
		await this.content.focus();
		await this.#page.keyboard.press('Control+Home');
		for (let n = 1; n < line; n++) await this.#page.keyboard.press('ArrowDown');
	}

	/** Puts the caret at the beginning of a part of the text that is shown. */
	async caretAt(text: string, part: string): Promise<void> {
		const at = text.indexOf(part);
		if (at < 0) throw new Error(`the text has no ${part}`);
		const lines = text.slice(0, at).split('\n');
		await this.content.focus();
		await this.#page.keyboard.press('Control+Alt+g');
		const field = this.#page.locator('.cm-dialog input');
		await field.fill(`${lines.length}:${lines.at(-1)?.length ?? 0}`);
		await field.press('Enter');
		await field.waitFor({ state: 'detached' });
	}

	/** What is selected, taken by copying it. */
	async selected(): Promise<string> {
		await this.#onClipboard('');
		await this.content.focus();
		await this.#page.keyboard.press('Control+c');
		return this.#page.evaluate(() => navigator.clipboard.readText());
	}

	/** A word of a line, as the editor colours it. */
	word(line: string, word: string): Locator {
		return this.content.locator('.cm-line').filter({ hasText: line }).getByText(word, { exact: true });
	}

	/** Types at the end of the text. */
	async append(text: string): Promise<void> {
		await this.content.focus();
		await this.#page.keyboard.press('Control+End');
		await this.#page.keyboard.type(text);
	}

	get #page(): Page {
		return this.content.page();
	}

	#onClipboard(text: string): Promise<void> {
		return this.#page.evaluate((t) => navigator.clipboard.writeText(t), text);
	}
}
