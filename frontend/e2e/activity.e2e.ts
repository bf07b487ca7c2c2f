import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { past } from './harness/past';
import { eventually, expect, test } from './harness/test';

describe('what happened', () => {
	test('is told with who and when, counted, and found out when somebody changed the log', async ({
		app,
		program,
		home,
	}) => {
		// Given two people who saved at different times
		const { yaml } = await program.template('expense_approval');
		await past(app, program, home, [
			{ author: 'Elena Markova', daysAgo: 40, yaml, comment: 'As the template has it' },
			{ author: 'Jonas Toft', daysAgo: 3, yaml: `${yaml}# two\n`, comment: 'A note', workflow: 1 },
			{ author: 'Jonas Toft', daysAgo: 2, yaml: `${yaml}# three\n`, comment: 'Another', workflow: 1 },
		]);

		// When the activity is looked at
		await app.go('Activity');
		const log = app.page.getByRole('main', { name: 'Activity' });

		// Then the newest comes first, and what one person did can be picked out
		const rows = log.getByRole('listitem');
		await eventually(() => rows.count()).toBe(3);
		await expect.poll(() => rows.first().innerText()).toContain('Jonas Toft');
		await expect.poll(() => rows.last().innerText()).toContain('As the template has it');
		await app.page.getByLabel('Who').selectOption({ label: 'Elena Markova' });
		await eventually(() => rows.count()).toBe(1);

		// When the figures are looked at, for all time and as a table
		await app.go('Analytics');
		await app.page.getByRole('button', { name: 'All time' }).click();
		const people = app.page.getByRole('region', { name: 'Who changed what' });
		await people.getByRole('button', { name: 'Table' }).click();

		// Then they are those of what was saved
		await expect
			.poll(async () =>
				(await people.getByRole('row').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' ').trim()),
			)
			.toEqual(
				expect.arrayContaining([
					expect.stringMatching(/^Jonas Toft 2\b/),
					expect.stringMatching(/^Elena Markova 1\b/),
				]),
			);

		// When somebody changes a line of the log
		const written = readFileSync(home.activityFile, 'utf8');
		writeFileSync(home.activityFile, written.replace('Elena Markova', 'Elena Markovb'));

		// Then the check says so
		const report = await program.command<{ checks: { id: string; status: string; hint: string }[] }>(
			'doctor',
		);
		const check = report.checks.find(({ id }) => id === 'activity_log');
		expect(check).toMatchObject({ status: 'failed', hint: expect.stringMatching(/./) });
	});

	test('is exported as it is narrowed, and stays where it was read to', async ({ app, program, home }) => {
		// Given more than a page of one person, and one line of somebody else
		const { yaml } = await program.template('expense_approval');
		await past(app, program, home, [{ author: '=Elena', daysAgo: 40, yaml, comment: 'a "first", one' }]);
		for (let n = 0; n < 60; n++) {
			await program.save({
				workflow_id: 1,
				yaml_content: `${yaml}# ${n}\n`,
				prompt: '',
				version_comment: `No. ${n}`,
			});
		}
		await app.reload();
		await app.go('Activity');
		const log = app.page.getByRole('main', { name: 'Activity' });
		const rows = log.getByRole('listitem');
		await rows.last().scrollIntoViewIfNeeded();
		await eventually(() => rows.count()).toBe(61);

		// When something is saved elsewhere meanwhile, and the window comes back
		const file = join(home.root, 'last.yaml');
		writeFileSync(file, `${yaml}# last\n`);
		await program.commandText('save', '--workflow', '1', '--comment', 'Elsewhere', file);
		await app.page.evaluate(() => window.dispatchEvent(new Event('focus')));

		// Then it is there, and as much of what was read before
		await log.getByText('Elsewhere').waitFor();
		expect(await rows.count()).toBeGreaterThanOrEqual(61);

		// When one person's part is exported
		await app.page.getByLabel('Who').selectOption({ label: '=Elena' });
		await eventually(() => rows.count()).toBe(1);
		const save = async (format: string) => {
			await log.getByRole('button', { name: 'Export' }).click();
			const download = app.page.waitForEvent('download');
			await app.page.getByRole('menuitem', { name: format }).click();
			const path = join(home.root, `log.${format}`);
			await (await download).saveAs(path);
			return readFileSync(path, 'utf8');
		};

		// Then the files have that alone, and a spreadsheet takes nothing in it for a formula
		const csv = (await save('CSV')).trimEnd().split('\r\n');
		expect(csv).toHaveLength(2);
		expect(csv[1]).toContain(`,'=Elena,`);
		expect(csv[1]).toContain(`"a ""first"", one"`);
		const { entries } = JSON.parse(await save('JSON')) as { entries: { author: string; detail: string }[] };
		expect(entries).toMatchObject([{ author: '=Elena', detail: 'a "first", one' }]);
	});
});
