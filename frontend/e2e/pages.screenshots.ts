import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Home } from './harness/home';
import { past } from './harness/past';
import { shoot } from './harness/pictures';
import type { Program } from './harness/program';
import { eventually, test } from './harness/test';
import type { App } from './pages';

const BUCKET = 'workflow-files';
// A busy machine takes seconds for each picture.
const patience = { timeout: 600_000 };

describe('the pictures of the documentation', () => {
	test('show the first start, and the storage settings', patience, async ({ app, program, minio }) => {
		const { length } = await program.templates();
		await eventually(() => app.start.shapes.count()).toBe(length);
		await shoot(app, 'first-run');

		await app.go('Settings');
		await app.settings.open('Storage');
		await app.settings.describeBucket({
			endpoint: minio.endpoint,
			bucket: BUCKET,
			accessKey: minio.accessKey,
			secretKey: minio.secretKey,
		});
		await app.settings.test();
		await app.settings.mend('Create bucket');
		await app.settings.save.click();
		await app.toast.getByText('Settings saved').waitFor();
		await app.settings.checks.first().waitFor();
		await dismiss(app);
		await shoot(app, 'settings');
	});

	test('show a workflow that is worked on', patience, async ({ app, program, home }) => {
		await fill(app, program, home);
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.problems.drawn();
		await app.diagram.step('amount_check').click();
		await app.diagram.details.getByText('No gap, no overlap').waitFor();
		await shoot(app, 'main');

		await app.form.open();
		await shoot(app, 'form');
		await app.page.keyboard.press('Control+1');
		await app.diagram.step('amount_check').waitFor();

		await app.palette.open();
		await app.page.keyboard.type('dire');
		await app.palette.row(/^Finance director/).waitFor();
		await shoot(app, 'palette');
		await app.page.keyboard.press('Escape');
		await app.palette.gone();

		await app.design.editor.append('# Reviewed with Finance');
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.comment.fill('Reviewed with Finance: the limits stay as they are');
		await shoot(app, 'save');
		await app.page.keyboard.press('Escape');
		await app.saveDialog.dialog.waitFor({ state: 'detached' });

		const { yaml } = await program.template('purchase_request');
		await app.design.editor.replace(
			yaml
				.replace('continue_to: head_approval', 'continue_to: head_aproval')
				.replace('total_amount <= 1000\n', 'total_amount <= 100\n'),
		);
		await app.problems.drawn();
		await app.problems.count.click();
		await app.problems.row(/./).first().waitFor();
		await shoot(app, 'problems');
	});

	test('show what is proposed', patience, async ({ app, program, home }) => {
		await fill(app, program, home);
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.design.wish.fill(
			'Raise the limit from 500 to 2500. After the finance director, the board approves as well.',
		);
		await app.design.wish.press('Control+Enter');
		await app.proposal.shown();
		await app.proposal.changes.getByRole('switch').last().click();
		await app.proposal.changes.getByText(/^\d+ of \d+ accepted$/).waitFor();
		await shoot(app, 'proposal');
	});

	test('show how a workflow is tried out', patience, async ({ app, program, home }) => {
		await fill(app, program, home);
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		const { testRoom } = app;
		await testRoom.open();
		await testRoom.request.getByRole('button', { name: /Requester/ }).click();
		for (const [what, who] of [
			['Name', 'Mira Bauer'],
			['Manager', 'Tom Becker'],
			['Head of department', 'Ines Roth'],
		] as const) {
			await testRoom.request.getByRole('textbox', { name: what, exact: true }).fill(who);
		}
		await testRoom.request.getByRole('button', { name: /Mira Bauer/ }).click();
		await testRoom.field('Unit price, row 1').fill('4800');
		await testRoom.lit.getByText('over 500 up to 10,000').waitFor();
		await testRoom.lit.getByText('Ines Roth').waitFor();
		await testRoom.send.click();
		await testRoom.vote('Tom Becker', 'Reject');
		await testRoom.ended.waitFor();
		await testRoom.keep('Refused by the manager');
		await app.page.keyboard.press('Alt+ArrowLeft');
		await testRoom.step('manager_approval', 'waits').waitFor();
		await testRoom.pass('+1 day');
		await testRoom.vote('Tom Becker', 'Approve');
		await testRoom.vote('Ines Roth', 'Approve');
		await testRoom.step('purchasing', 'waits').waitFor();
		await testRoom.keep('Large order');
		await shoot(app, 'test');
	});

	test('show what was saved, by whom, and what changed', patience, async ({ app, program, home }) => {
		await fill(app, program, home);
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.go('History');
		await app.history.openVersion(2);
		await shoot(app, 'history');

		await app.history.openVersion(3);
		await app.history.compare();
		await app.history.linesAdded.first().waitFor();
		await shoot(app, 'compare');

		await app.go('Activity');
		await app.page.getByRole('main', { name: 'Activity' }).getByRole('listitem').first().waitFor();
		await shoot(app, 'activity');

		await app.go('Analytics');
		await app.page.getByRole('button', { name: 'All time' }).click();
		await app.page.getByRole('region', { name: 'Versions saved' }).waitFor();
		await shoot(app, 'analytics');
	});

	test('show files that are taken in', patience, async ({ app, program, home }) => {
		await fill(app, program, home);
		const { yaml } = await program.template('leave_request');
		const { yaml: travel } = await program.template('travel_request');
		const file = (name: string, text: string) => {
			writeFileSync(join(home.root, name), text);
			return join(home.root, name);
		};
		await app.files.drop(
			file('leave-request.yaml', `${yaml}# From the mail\n`),
			file('travel-request.yaml', travel),
		);
		await app.files.rows.nth(1).waitFor();
		await shoot(app, 'import');
	});
});

/** What a small team has saved within a month. */
async function fill(app: App, program: Program, home: Home): Promise<void> {
	const text = async (id: string) => (await program.template(id)).yaml;
	const purchase = await text('purchase_request');
	const looked = purchase
		.replace('total_amount <= 1000\n', 'total_amount <= 500\n')
		.replace('> 1000', '> 500');
	const [ana, jonas, priya] = ['Ana Lindqvist', 'Jonas Weber', 'Priya Nair'];
	await past(app, program, home, [
		{
			author: jonas,
			daysAgo: 30,
			yaml: await text('leave_request'),
			comment: 'First version, as HR asked for it',
		},
		{ author: priya, daysAgo: 24, yaml: await text('it_equipment'), comment: 'First version' },
		{ author: ana, daysAgo: 17, yaml: await text('contract_review'), comment: 'Legal reads before Finance' },
		{ author: ana, daysAgo: 12, yaml: purchase, comment: 'From the template' },
		{ author: jonas, daysAgo: 8, yaml: looked, comment: 'Managers decide up to 500', workflow: 4 },
		{
			author: ana,
			daysAgo: 2,
			yaml: looked.replace('timeout: 5_business_days', 'timeout: 3_business_days'),
			comment: 'The finance director has three days',
			workflow: 4,
		},
	]);
}

async function dismiss(app: App): Promise<void> {
	await app.toast.getByRole('button', { name: 'Dismiss' }).click();
	await app.toast.waitFor({ state: 'detached' });
}
