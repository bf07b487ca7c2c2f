import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Program } from './harness/program';
import { BUCKET, keyOf, test } from './harness/team';
import { eventually, expect } from './harness/test';

const text = (name: string, number: number) => `name: "${name}"\n# ${number}\n`;

async function save(program: Program, name: string, count: number): Promise<void> {
	let id: number | undefined;
	for (let n = 1; n <= count; n++) {
		const saved = await program.save({
			workflow_id: id,
			yaml_content: text(name, n),
			prompt: '',
			version_comment: `No. ${n}`,
		});
		id = (saved as unknown as { workflow_id: number }).workflow_id;
	}
}

/** The names of the files in a zip, by its directory at the end. */
function namesIn(zip: string): string[] {
	const bytes = readFileSync(zip);
	const names: string[] = [];
	// An entry of the directory begins so; its name stands 46 bytes further on.
	const entry = Buffer.from([0x50, 0x4b, 1, 2]);
	for (let at = bytes.indexOf(entry); at >= 0; at = bytes.indexOf(entry, at + 4)) {
		names.push(bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)));
	}
	return names.sort();
}

describe('many at once, in the bucket of a team', () => {
	test('workflows go back to a milestone, as new versions, and that is taken back', async ({
		app,
		program,
		home,
		minio,
	}) => {
		// Given two workflows whose first version is tagged, and one without a tag
		for (const name of ['Leave', 'Travel', 'Loan']) await save(program, name, 1);
		await program.commandText('bulk', 'tag', 'approved', '1', '2');
		for (const [at, name] of ['Leave', 'Travel', 'Loan'].entries()) {
			const next = { workflow_id: at + 1, yaml_content: text(name, 2), prompt: '', version_comment: '' };
			await program.save(next);
		}
		await app.reload();
		// When all are selected and restored to it
		await app.page.keyboard.press('Control+Alt+x');
		await app.files.check('Leave').check();
		await app.files.selectAct(/^Select all/);
		await app.files.selected.getByText('3 selected').waitFor();
		// The button that was pressed is gone; the next key goes on from the bar
		expect(await app.files.selected.locator(':focus').textContent()).toContain('Label');
		await app.files.selectAct('Restore');
		await app.files.selected.getByRole('textbox', { name: 'Restore each to its newest' }).fill('approved');
		await app.page.keyboard.press('Enter');
		// Then the two have the text of their milestone as a third version, and the other says why not
		await app.page.getByText('No version has the tag approved.').waitFor();
		const texts = () => [1, 2, 3].map((id) => home.workflowFile(id));
		await eventually(texts).toEqual([text('Leave', 1), text('Travel', 1), text('Loan', 2)]);
		expect((await minio.versions(BUCKET, keyOf(1))).length).toBe(3);
		// When that is taken back
		await app.page.getByRole('button', { name: 'Undo' }).click();
		await eventually(texts).toEqual([text('Leave', 2), text('Travel', 2), text('Loan', 2)]);
	});

	test('versions are tagged, untagged and exported', async ({ app, program, minio, home }) => {
		// Given a workflow of six versions in the bucket
		await save(program, 'Leave', 6);
		const objects = (await minio.versions(BUCKET, keyOf(1))).reverse();
		expect(objects).toHaveLength(6);
		await app.reload();
		await app.inMenu(/^Leave/, 'History');
		// When three of them are selected and tagged
		for (const n of [2, 4, 6]) {
			await app.history.panel.getByRole('checkbox', { name: new RegExp(`v${n}\\b`) }).click();
		}
		const bar = app.page.getByRole('region', { name: 'What is selected' });
		await bar.getByRole('button', { name: 'Tag', exact: true }).click();
		await bar.getByRole('textbox').fill('approved');
		await app.page.keyboard.press('Enter');
		await app.toast.getByText('3 versions tagged approved').waitFor();
		// Then their objects have the tag, and the others have none
		const tagged = () =>
			Promise.all(objects.map(async ({ id }) => (await minio.tags(BUCKET, keyOf(1), id)).join()));
		await eventually(tagged).toEqual(['', 'approved', '', 'approved', '', 'approved']);
		// When that is taken back
		await app.toast.getByRole('button', { name: 'Undo' }).click();
		await app.toast.getByText('Taken back for 3 versions').waitFor();
		await eventually(tagged).toEqual(['', '', '', '', '', '']);
		// When two are exported
		for (const n of [1, 3]) {
			await app.history.panel.getByRole('checkbox', { name: new RegExp(`v${n}\\b`) }).click();
		}
		const download = app.page.waitForEvent('download');
		await bar.getByRole('button', { name: /zip/i }).click();
		const zip = join(home.root, 'versions.zip');
		await (await download).saveAs(zip);
		expect(namesIn(zip)).toHaveLength(2);
	});

	test('workflows are tagged, exported, deleted and brought back', async ({ app, program, minio, home }) => {
		// Given four workflows in the bucket
		for (const name of ['Leave', 'Travel', 'Loan', 'Hiring']) await save(program, name, 1);
		await app.reload();
		// When three are selected and exported
		const select = async () => {
			await app.page.keyboard.press('Control+Alt+x');
			for (const name of ['Leave', 'Travel', 'Loan']) await app.files.check(name).check();
			await app.files.selected.getByText('3 selected').waitFor();
		};
		await select();
		const download = app.page.waitForEvent('download');
		await app.files.selectAct('Export');
		await app.files.selectAct('Every version');
		const zip = join(home.root, 'workflows.zip');
		await (await download).saveAs(zip);
		expect(namesIn(zip).filter((name) => /^[^/]+\.yaml$/.test(name))).toEqual([
			'leave.yaml',
			'loan.yaml',
			'travel.yaml',
		]);
		// When they are tagged
		await app.files.selected.waitFor({ state: 'detached' });
		await select();
		await app.files.selectAct('Tag latest');
		await app.files.selected.getByRole('textbox', { name: 'Name of the tag' }).fill('2026');
		await app.page.keyboard.press('Enter');
		await app.toast.getByText('3 workflows tagged 2026').waitFor();
		const tags = () =>
			Promise.all([1, 2, 3, 4].map(async (id) => (await minio.tags(BUCKET, keyOf(id))).join()));
		await eventually(tags).toEqual(['2026', '2026', '2026', '']);
		// When they are deleted
		await app.files.selected.waitFor({ state: 'detached' });
		await select();
		await app.files.selectAct('Delete');
		await app.toast.getByText('3 workflows deleted').waitFor();
		// Then the bucket has a delete marker on top of each, and every version below it
		const marked = () =>
			Promise.all([1, 2, 3, 4].map(async (id) => (await minio.deleteMarkers(BUCKET, keyOf(id))).length));
		await eventually(marked).toEqual([1, 1, 1, 0]);
		expect(await minio.versions(BUCKET, keyOf(1))).toHaveLength(1);
		await eventually(async () => (await program.workflows()).map(({ name }) => name)).toEqual(['Hiring']);
		// When that is taken back
		await app.toast.getByRole('button', { name: 'Undo' }).click();
		await app.toast.getByText('Taken back for 3 workflows').waitFor();
		// Then the last texts are the latest again, in the bucket too
		await eventually(() => minio.object(BUCKET, keyOf(2))).toBe(text('Travel', 1));
		expect(await program.workflows()).toHaveLength(4);
	});

	test('workflows that an import changed are restored at once, and it is seen how far that is', async ({
		app,
		program,
		minio,
		home,
	}) => {
		// Given a hundred workflows in the bucket, and files with another text of each
		const many = 100;
		const paths = [];
		for (let n = 1; n <= many; n++) {
			await save(program, `Flow ${n}`, 1);
			const path = join(home.root, `flow-${n}.yaml`);
			writeFileSync(path, text(`Flow ${n}`, 2));
			paths.push(path);
		}
		await app.reload();
		// When they are imported
		await app.files.drop(...paths);
		await app.files.act(`Import ${many}`);
		await app.files.summary.getByText(`${many} workflows got new versions`).waitFor();
		await eventually(() => minio.object(BUCKET, keyOf(many))).toBe(text(`Flow ${many}`, 2));
		// and that is taken back
		const bar = app.page.locator(`[role=progressbar][aria-label="Taking the import back"]`);
		const seen = bar.and(app.page.locator(`[aria-valuemax="${many}"]`)).waitFor();
		await app.files.act('Undo the import');
		// Then it is seen how far it is
		await seen;
		await app.files.summary.getByText('The import was taken back').waitFor();
		await bar.waitFor({ state: 'detached' });
		// and what was the latest is so again, in the bucket too, on top of what was imported
		for (const n of [1, many / 2, many]) {
			await eventually(() => minio.object(BUCKET, keyOf(n))).toBe(text(`Flow ${n}`, 1));
			expect(await minio.versions(BUCKET, keyOf(n))).toHaveLength(3);
			expect(home.workflowFile(n)).toBe(text(`Flow ${n}`, 1));
		}
	});
});
