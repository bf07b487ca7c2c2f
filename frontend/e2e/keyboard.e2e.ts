import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { expect, test } from './harness/test';

describe('without a mouse', () => {
	test('a workflow is found, opened, edited and saved, its history read, the theme changed', async ({
		app,
		program,
		home,
	}) => {
		const { page } = app;
		const press = (keys: string) => page.keyboard.press(keys);
		// Given two saved workflows, none of them open
		const texts = await Promise.all(['leave_request', 'invoice_approval'].map((id) => program.template(id)));
		for (const { yaml, prompt } of texts) await program.save({ yaml_content: yaml, prompt });
		await app.reload();

		// When one is looked for and opened
		await press('/');
		await focusOn(page, 'Find by name');
		const name = (await program.workflows()).find(({ workflow_id }) => workflow_id === 1)?.name ?? '';
		await page.keyboard.type(name.slice(0, 5));
		await app.row(name).waitFor();
		await press('Tab');
		await focusOn(page, new RegExp(`^${name}`));
		await press('Enter');
		await app.design.editor.content.waitFor();
		// Then F6 walks through the regions, and every place shows that it has the focus
		await press('F6');
		await focusOn(page, `YAML of ${name}`);
		for (let i = 0; i < 6; i++) {
			await press('F6');
			await focusOn(page, /./);
		}
		await focusEditor(app.page, name);

		// When it is edited, saved and looked up in the history
		await press('Control+End');
		await page.keyboard.type('# by keyboard');
		await press('Control+s');
		await focusOn(page, 'Comment');
		await page.keyboard.type('No mouse');
		const saved = page.waitForResponse((response) => response.url().endsWith('/save-version'));
		await press('Control+Enter');
		await saved;
		await app.saveDialog.dialog.waitFor({ state: 'detached' });
		expect(home.workflowFile(1)).toBe(`${texts[0]?.yaml}# by keyboard`);
		// Then the focus is back where it was
		await focusOn(page, `YAML of ${name}`);
		await press('Control+Shift+h');
		await app.history.row(2).waitFor();
		await walkTo(page, /^v2/);
		await press('ArrowDown');
		await focusOn(page, /^v1/);
		await press('Enter');
		await app.history.room.getByRole('heading', { name: 'v1', exact: true }).waitFor();

		// When the theme is changed
		await press('Control+,');
		await walkTo(page, 'Storage');
		await press('ArrowDown');
		await focusOn(page, 'Models');
		await press('ArrowDown');
		await focusOn(page, 'Look');
		await press('Enter');
		await press('F6');
		await walkTo(page, 'As the system');
		await press('ArrowUp');
		await focusOn(page, 'Dark');
		// Then it is dark, now and after the page was loaded again
		const theme = () => page.locator('html').getAttribute('data-theme');
		await expect.poll(theme).toBe('dark');
		await app.reload();
		expect(await theme()).toBe('dark');
	});
});

/** Waits until the focus is on the control of this name, and on one that shows it. */
async function focusOn(page: Page, name: string | RegExp): Promise<void> {
	await expect
		.poll(() => page.evaluate(focused), { timeout: 5_000 })
		.toMatchObject({
			name: typeof name === 'string' ? expect.stringContaining(name) : expect.stringMatching(name),
			shown: true,
		});
}

/** Tabs on until the focus is on the control of this name. */
async function walkTo(page: Page, name: string | RegExp): Promise<void> {
	const wanted = typeof name === 'string' ? new RegExp(`^${name}$`) : name;
	for (let steps = 0; steps < 40; steps++) {
		if (wanted.test((await page.evaluate(focused)).name)) break;
		await page.keyboard.press('Tab');
	}
	await focusOn(page, name);
}

async function focusEditor(page: Page, name: string): Promise<void> {
	const editor = new RegExp(`^YAML of ${name}`);
	for (let regions = 0; regions < 8; regions++) {
		if (editor.test((await page.evaluate(focused)).name)) return;
		await page.keyboard.press('F6');
	}
	await focusOn(page, editor);
}

/** What the control with the focus is called, and whether a person can see that it has the focus. Runs in the page. */
function focused(): { name: string; shown: boolean } {
	const element = document.activeElement;
	if (!(element instanceof HTMLElement) || element === document.body) return { name: '', shown: false };
	const label =
		element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
			? element.labels?.[0]
			: null;
	const name = (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '').trim();
	const marked = (at: Element | null, part?: '::after'): boolean => {
		if (!at) return false;
		const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at, part);
		return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
	};
	// A text that is being edited shows its caret instead of a ring; a field may wear its ring on its label.
	const caret = element.isContentEditable && getComputedStyle(element).caretColor !== 'transparent';
	// A separator wears it on the line that is seen of it.
	const line = element.getAttribute('role') === 'separator' && marked(element, '::after');
	return { name, shown: caret || line || marked(element) || marked(element.closest('label')) };
}
