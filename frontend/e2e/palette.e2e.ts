import { describe } from 'vitest';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

async function save(program: Program, ...templates: string[]): Promise<void> {
	for (const id of templates) {
		const { yaml, prompt } = await program.template(id);
		await program.save({ yaml_content: yaml, prompt, version_comment: `From ${id}` });
	}
}

async function openPurchase(app: App): Promise<void> {
	await app.reload();
	await app.row(/^Purchase/).click();
	await app.design.editor.content.waitFor();
}

describe('the palette', () => {
	test('goes to a workflow by a part of its name, and next time has it first', async ({ app, program }) => {
		await save(program, 'purchase_request', 'leave_request', 'invoice_approval');
		await app.reload();
		await app.palette.open('Control+p');
		await app.palette.row(/./).nth(2).waitFor();
		await app.palette.choose('leav', 'Leave request');
		await app.tabs.shows('leave-request.yaml');

		await app.palette.open('Control+p');
		await app.palette.choose('ia', 'Invoice approval');
		await app.tabs.shows('invoice-approval.yaml');
		// When nothing is typed, what was chosen last comes first
		await app.palette.open('Control+p');
		await app.palette.current.filter({ hasText: 'Invoice approval' }).waitFor();
		await app.page.keyboard.press('ArrowDown');
		await app.palette.current.filter({ hasText: 'Leave request' }).waitFor();
		await app.page.keyboard.press('Enter');
		await app.tabs.shows('leave-request.yaml');
		// Also after a new start, and among everything
		await app.reload();
		await app.palette.open();
		await app.palette.current.filter({ hasText: 'Leave request' }).waitFor();
		await app.palette.dialog.getByText('Chosen lately').waitFor();
	});

	test('goes to a step in the text, by its name or its key', async ({ app, program }) => {
		await save(program, 'purchase_request');
		await openPurchase(app);
		await app.palette.open();
		await app.page.keyboard.type('@');
		await app.palette.row(/^Finance director/).waitFor();
		await app.page.keyboard.type('findir');
		await app.palette.current.filter({ hasText: 'Finance director' }).waitFor();
		expect(await app.palette.marks()).toEqual(['Fin', 'dir']);
		await app.page.keyboard.press('Enter');
		await app.palette.gone();
		// Then its key is selected in the text, and the focus is there
		await eventually(() => app.design.editor.selected()).toBe('finance_director_approval');
		await app.page.locator('.cm-content:focus').waitFor();

		// From another room too
		await app.go('History');
		await app.history.row(1).waitFor();
		await app.palette.open();
		await app.palette.choose('amount_che', 'Amount');
		await eventually(() => app.design.editor.selected()).toBe('amount_check');
	});

	test('does what a command says, at the place that had the focus', async ({ app, program, home }) => {
		await save(program, 'purchase_request', 'leave_request');
		await openPurchase(app);
		await app.design.editor.append('# typed');
		await app.palette.open();
		await app.palette.choose('>save v', 'Save version');
		await app.saveDialog.comment.fill('By the palette');
		await app.saveDialog.save.click();
		await app.toast.getByText('Version 2 saved').waitFor();
		expect(home.journal(1).at(-1)?.comment).toBe('By the palette');

		// A command about the row that has the focus
		await app.go('History');
		await app.history.row(1).focus();
		await app.palette.open('Control+Shift+p');
		await app.palette.choose('compare as a', 'Compare as A, the older one');
		await app.history.comparison.waitFor();
	});

	test('says why a command waits, and does not do it', async ({ app, program }) => {
		await save(program, 'purchase_request');
		await openPurchase(app);
		await app.palette.open('Control+Shift+p');
		await app.page.keyboard.type('save version');
		await app.palette.current.filter({ hasText: 'Nothing has changed since v1.' }).waitFor();
		await app.page.keyboard.press('Enter');
		await app.palette.current.filter({ hasText: 'Save version' }).waitFor();
		expect(await app.saveDialog.dialog.count()).toBe(0);
		// Escape gives the focus back to where it was
		await app.page.keyboard.press('Escape');
		await app.palette.gone();
		await app.page.locator('.cm-content:focus, [data-row]:focus').waitFor();
	});

	test('goes to a version of the open workflow, by its comment or its tag', async ({ app, program }) => {
		await save(program, 'purchase_request');
		const { yaml } = await program.template('purchase_request');
		await program.save({
			workflow_id: 1, yaml_content: `${yaml}# two\n`, prompt: '', version_comment: 'Lower limits for audit',
		}); // prettier-ignore
		await program.save({
			workflow_id: 1, yaml_content: `${yaml}# three\n`, prompt: '', version_comment: 'Other words',
		}); // prettier-ignore
		await openPurchase(app);
		await app.palette.open();
		await app.page.keyboard.type('#');
		await app.palette.row(/^v3/).waitFor();
		await app.palette.choose('audit', 'v2');
		await app.history.room.getByRole('heading', { name: 'v2', exact: true }).waitFor();
	});

	test('is opened and left by mouse, and keeps the keys of the window to itself', async ({
		app,
		program,
	}) => {
		await save(program, 'purchase_request');
		await openPurchase(app);
		await app.titleBar.getByRole('button', { name: 'Search workflows, steps, commands' }).click();
		await app.palette.dialog.waitFor();
		// F6 and the keys of rooms mean nothing while it lies over them
		await app.page.keyboard.press('Control+Shift+h');
		await app.page.keyboard.press('F6');
		await app.page.locator('dialog.palette input:focus').waitFor();
		await app.palette.dialog.getByRole('button', { name: 'Commands' }).click();
		await app.palette.row(/^New workflow/).click();
		await app.palette.gone();
		await app.tabs.shows('new-workflow.yaml');
		await app.palette.open();
		await app.page.mouse.click(5, 5);
		await app.palette.gone();
		expect(await app.tabs.files()).toContain('new-workflow.yaml');
	});
});
