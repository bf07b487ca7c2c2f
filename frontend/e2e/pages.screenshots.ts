import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Home } from './harness/home';
import { shoot } from './harness/pictures';
import type { Program } from './harness/program';
import { test } from './harness/test';
import type { App } from './pages';

const BUCKET = 'workflow-files';

describe('the pictures of the documentation', () => {
	test('show the real program with sample data', async ({ app, program, home, minio }) => {
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

		await fill(program, home);
		await app.reload();
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.diagram.step('amount_check').click();
		await app.diagram.details.getByText('No gap, no overlap').waitFor();
		await shoot(app, 'main');

		await app.design.editor.append('# Reviewed with Finance');
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.comment.fill('Reviewed with Finance: the limits stay as they are');
		await shoot(app, 'save');
		await app.page.keyboard.press('Escape');

		await app.go('History');
		await app.history.openVersion(2);
		await shoot(app, 'history');
	});
});

/** What a small team has saved. */
async function fill(program: Program, home: Home): Promise<void> {
	const me = home.env.DESIGNER_AUTHOR ?? '';
	const saved = async (author: string, id: string, comment: string, change: (yaml: string) => string) => {
		const { yaml, prompt } = await program.template(id);
		const file = join(home.root, 'sample.yaml');
		writeFileSync(file, change(yaml));
		home.env.DESIGNER_AUTHOR = author;
		const number = (await program.workflows()).find(({ name }) => yaml.includes(name))?.workflow_id;
		const on = number === undefined ? [] : ['--workflow', String(number)];
		await program.commandText('save', ...on, '--prompt', prompt, '--comment', comment, file);
		home.env.DESIGNER_AUTHOR = me;
	};
	await saved('Jonas Weber', 'leave_request', 'First version, as HR asked for it', (yaml) => yaml);
	await saved('Priya Nair', 'it_equipment', 'First version', (yaml) => yaml);
	await saved(me, 'contract_review', 'Legal reads before Finance', (yaml) => yaml);
	await saved(me, 'purchase_request', 'From the template', (yaml) => yaml);
	await saved(
		'Jonas Weber',
		'purchase_request',
		'Say who pays',
		(yaml) => `${yaml}\n# Paid by the cost centre\n`,
	);
	await saved(me, 'purchase_request', 'Shorter, after the review', (yaml) => yaml);
}

async function dismiss(app: App): Promise<void> {
	await app.toast.getByRole('button', { name: 'Dismiss' }).click();
	await app.toast.waitFor({ state: 'detached' });
}
