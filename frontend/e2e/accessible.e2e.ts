import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe } from 'vitest';
import { expect, test } from './harness/test';
import type { App } from './pages';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
	test('no screen shuts anybody out', async ({ app, program }) => {
		await app.prefer(theme);
		await clean(app, 'the first screen');

		await app.go('Settings');
		for (const page of ['You', 'Storage', 'Look', 'About'] as const) {
			await app.settings.open(page);
			await clean(app, `settings, ${page}`);
		}
		await app.settings.open('Storage');
		await app.settings.describeBucket({
			endpoint: 'http://127.0.0.1:1',
			bucket: 'b',
			accessKey: 'k',
			secretKey: 's',
		});
		await app.settings.test();
		await clean(app, 'settings, a test that failed');

		await app.go('Templates');
		await app.start.template((await program.template('purchase_request')).name).click();
		await app.design.editor.content.waitFor();
		await clean(app, 'the design');
		await app.design.outline.open();
		await clean(app, 'the outline');
		await app.page.keyboard.press('Escape');
		await helped(app);
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.comment.waitFor();
		await clean(app, 'the save dialog');
		await app.page.keyboard.press('Escape');
		await app.save('One');
		await clean(app, 'the design with a toast');
		await app.design.editor.replace('no: [yaml');
		await app.problems.drawn();
		await app.problems.count.click();
		await app.problems.row(/./).first().waitFor();
		await clean(app, 'the problems of a text');
		await app.save('Two');
		await clean(app, 'the design of a text that is not YAML');
		await app.design.editor.content.press('Control+f');
		await app.design.room.locator('.cm-panel').waitFor();
		await clean(app, 'the search in the text');

		await app.go('History');
		await app.history.openVersion(1);
		await clean(app, 'the history');
		await app.history.openVersion(2);
		await clean(app, 'a version that is not YAML');
		await app.status.getByRole('button').first().click();
		await app.page.locator('.sync-card').waitFor();
		await clean(app, 'the storage state');
	});
});

/** What helps in the text: what is told of a name, its uses, its new name, suggestions. */
async function helped(app: App): Promise<void> {
	const { editor, help } = app.design;
	const { keyboard } = app.page;
	await editor.caretAt(await editor.text(), 'total_amount <=');
	await keyboard.press('Control+F1');
	await help.card.waitFor();
	await clean(app, 'what is told of a name');
	await keyboard.press('Shift+F12');
	await help.uses.first().waitFor();
	await clean(app, 'the uses of a name');
	await keyboard.press('F2');
	await help.rename.waitFor();
	await clean(app, 'the field for a new name');
	await keyboard.press('Escape');
	await keyboard.press('Control+Space');
	await help.suggestions.first().waitFor();
	await clean(app, 'suggestions');
	await keyboard.press('Escape');
}

/** No serious or critical finding of axe on what is on the screen now. */
async function clean(app: App, where: string): Promise<void> {
	await app.still();
	await app.page.evaluate(axe);
	const { violations } = await app.page.evaluate(() =>
		(window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		}),
	);
	const grave = violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
	// Soft: one run tells of all screens.
	expect.soft(grave, `on ${where}`).toEqual([]);
}
