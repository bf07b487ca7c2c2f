import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { clean } from './harness/clean';
import { Dispute } from './harness/dispute';
import { test as team } from './harness/team';
import { test } from './harness/test';
import type { App } from './pages';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
	test('no screen shuts anybody out', async ({ app, program }) => {
		await app.prefer(theme);
		await clean(app, 'the first screen');

		await app.go('Settings');
		for (const page of ['You', 'Storage', 'Models', 'Look', 'Check-up', 'About'] as const) {
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
		await drawn(app);
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

		await app.page.getByRole('button', { name: 'New workflow' }).click();
		await app.tabs.shows('new-workflow.yaml');
		await app.design.editor.append('# mine');
		await clean(app, 'two open workflows');
		await app.tabs.shown.click({ button: 'right' });
		await app.page.getByRole('menuitem', { name: 'Close the others' }).waitFor();
		await clean(app, 'what can be done with an open workflow');
		await app.page.keyboard.press('Escape');
		await app.page.keyboard.press('Alt+w');

		await app.go('History');
		await app.history.openVersion(1);
		await clean(app, 'the history');
		await app.history.openVersion(2);
		await clean(app, 'a version that is not YAML');
		await app.status.getByRole('button').first().click();
		await app.page.locator('.sync-card').waitFor();
		await clean(app, 'the storage state');
	});

	test('nor does what was done before', async ({ app, program }) => {
		await app.prefer(theme);
		const { yaml } = await program.template('purchase_request');
		const request = { prompt: '', version_comment: '' };
		const { workflow_id } = await program.save({ ...request, yaml_content: yaml });
		await program.save({ ...request, workflow_id, yaml_content: `${yaml}# two\n` });
		await app.reload();
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.go('History');
		await app.history.openVersion(1);
		await app.history.compare();
		await clean(app, 'a comparison');
		await app.go('Activity');
		await app.page.getByRole('main', { name: 'Activity' }).getByText('created').waitFor();
		await clean(app, 'the activity');
		await app.go('Analytics');
		await app.page.getByRole('region', { name: 'Versions saved' }).waitFor();
		await clean(app, 'the analytics');
	});

	test('nor does the palette, the search or what can be done with labels', async ({ app, program }) => {
		await app.prefer(theme);
		const { yaml, prompt } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt, version_comment: '' });
		await app.reload();
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.palette.open();
		await app.palette.row(/./).first().waitFor();
		await clean(app, 'the palette');
		await app.page.keyboard.type('director');
		await app.palette.row(/^Finance director/).waitFor();
		await clean(app, 'what the palette finds');
		await app.page.keyboard.press('Escape');
		await app.palette.open('Control+Shift+p');
		await app.page.keyboard.type('take mine');
		await app.palette.current.filter({ hasText: 'Take mine' }).waitFor();
		await clean(app, 'a command that waits');
		await app.page.keyboard.press('Escape');
		await app.palette.gone();
		await labelled(app);
	});

	test('nor does a proposal', async ({ app, program }) => {
		await app.prefer(theme);
		await app.start.description.fill('Expenses. Ask for the amount. Above 500 the director also approves.');
		await app.start.description.press('Control+Enter');
		await app.proposal.shown();
		await clean(app, 'a workflow that is proposed');
		const { yaml, prompt } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt, version_comment: '' });
		await app.reload();
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.design.wish.fill(
			'Raise the limit from 1000 to 2500. After the finance director, the board approves as well.',
		);
		await app.design.wish.press('Control+Enter');
		await app.proposal.shown();
		await clean(app, 'a change that is proposed');
		await app.proposal.tab('Side by side').click();
		await app.proposal.changes.getByRole('switch').last().click();
		await clean(app, 'both diagrams of a proposal');
		await app.proposal.tab('Text').click();
		await app.proposal.room.locator('.cm-content').first().waitFor();
		await clean(app, 'the text of a proposal');
	});

	test('nor does a file that another program has changed', async ({ app, program, home }) => {
		await app.prefer(theme);
		const { yaml } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt: '', version_comment: '' });
		await app.reload();
		await app.row(/^Purchase/).click();
		await app.design.editor.append('# mine');
		writeFileSync(
			join(home.files, 'companies/1/workflows/1/workflow.yaml'),
			yaml.replace('type: purchase_request', 'type: request'),
		);
		await app.design.outside.act('Show the difference');
		await app.design.room.getByText('type: request').waitFor();
		await clean(app, 'what another program has changed');
	});

	test('nor do files that are taken in, and many workflows', async ({ app, program, home }) => {
		await app.prefer(theme);
		await program.save({ yaml_content: 'name: "Leave"\n', prompt: '', version_comment: '' });
		await app.reload();
		const files = { 'leave.yaml': 'name: "Leave"\n# new\n', 'broken.yaml': 'name: [', 'empty.yaml': '' };
		const paths = Object.entries(files).map(([name, text]) => {
			const path = join(home.root, name);
			writeFileSync(path, text);
			return path;
		});
		const letGo = await app.files.hold(...paths);
		await app.files.target.waitFor();
		await clean(app, 'where files are dropped');
		await letGo();
		await app.files.row('leave.yaml').waitFor();
		await clean(app, 'the review of an import');
		await app.files.act('Import 1');
		await app.files.summary.getByText('1 workflow got new versions').waitFor();
		await clean(app, 'the end of an import');
		await app.page.keyboard.press('Control+Alt+x');
		await app.files.check('Leave').check();
		await clean(app, 'many workflows selected');
		await app.files.selectAct('Tag latest');
		await clean(app, 'the tag of many workflows');
	});

	team('nor does what waits for a decision', async ({ app, program, colleague }) => {
		await app.prefer(theme);
		const { director, limit } = await Dispute.begin(app, program, colleague);
		await clean(app, 'the design of what waits');
		await app.go('Sync');
		await app.sync.waiting('Purchase request').waitFor();
		await clean(app, 'the sync');
		await app.sync.decide('Purchase request');
		await clean(app, 'what is to be decided');
		await app.conflict.take(limit, 'Take theirs');
		await app.conflict.beginEdit(director, '"a');
		await app.conflict.place(director).getByRole('alert').waitFor();
		await clean(app, 'an edit that cannot be taken');
		await app.page.setViewportSize({ width: 900, height: 600 });
		await app.conflict.room.getByRole('tab', { name: 'Result' }).click();
		await clean(app, 'the result');
	});
});

/** What a search finds, what can be done with selected workflows, and the labels of the open one. */
async function labelled(app: App): Promise<void> {
	const { page } = app;
	await page.keyboard.press('/');
	await page.locator('[data-find]:focus').waitFor();
	await page.keyboard.type('director');
	await app.workflows.locator('.found').first().waitFor();
	await clean(app, 'what a search finds');
	await page.keyboard.press('Escape');
	await app.palette.open('Control+Shift+p');
	await app.palette.choose('labels', 'Labels');
	await page.getByRole('combobox', { name: 'Add a label' }).fill('finance');
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Remove the label finance' }).waitFor();
	await clean(app, 'the labels of a workflow');
	await page.keyboard.press('Escape');
	await app.save('Labelled');
	await app.workflows.getByRole('button', { name: 'finance, 1 workflow' }).click();
	await app.row(/^Purchase/).focus();
	await page.keyboard.press('x');
	await app.workflows.getByRole('region', { name: 'What is selected' }).waitFor();
	await clean(app, 'a selected workflow');
	await app.workflows.getByRole('button', { name: 'Label', exact: true }).click();
	await app.workflows.getByRole('group', { name: 'Remove a label' }).waitFor();
	await clean(app, 'the labels that can be removed');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await app.workflows.getByRole('button', { name: /^All, / }).click();
}

/** The diagram with the details of a step, and what is offered in it. */
async function drawn(app: App): Promise<void> {
	const { diagram, page } = app;
	await diagram.step('amount_check').click();
	await diagram.details.getByRole('button', { name: 'Add a rule' }).waitFor();
	await clean(app, 'a split in the diagram');
	await diagram.step('purchasing').click();
	await diagram.control('Approver 3').waitFor();
	await clean(app, 'several who decide');
	await page.keyboard.press('Control+Alt+n');
	await diagram.menu.waitFor();
	await clean(app, 'the types of a new step');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+2');
	await diagram.list.waitFor({ state: 'detached' });
	await page.keyboard.press('Control+1');
	await diagram.step('purchasing').waitFor();
}

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
