import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { clean } from './harness/clean';
import { eventually, expect, test } from './harness/test';

describe('the check-up', () => {
	test('finds files that others may read, takes that from them, and saves a support bundle', async ({
		app,
		program,
		home,
	}) => {
		// given a version whose journal was copied carelessly
		const yaml = 'name: Leave\nform: {fields: []}\nworkflow: {}\n';
		await program.save({ yaml_content: yaml, prompt: 'who is away', version_comment: '' });
		const journal = join(home.files, 'companies', '1', 'workflows', '1', 'history.jsonl');
		chmodSync(journal, 0o644);

		// when everything is checked
		await app.go('Settings');
		await app.settings.open('Check-up');
		const findings = app.settings.room.getByRole('region', { name: 'Findings' });
		const looked = () =>
			app.page.waitForResponse((answer) => answer.url().endsWith('/doctor') && answer.status() === 200);
		let answered = looked();
		await findings.getByRole('button', { name: 'Check everything' }).click();
		await answered;

		// then the finding names the file, in a line that nobody is shut out from
		const line = findings.getByRole('listitem').filter({ hasText: 'Only you can read the files' });
		await line.getByText('history.jsonl').waitFor();
		await clean(app, 'the check-up');

		// when it is mended, then it is gone, and so is the right
		answered = looked();
		await line.getByRole('button', { name: 'Tighten the rights' }).click();
		await answered;
		await eventually(() => line.getByRole('img').getAttribute('aria-label')).toBe('passed');
		expect(statSync(journal).mode & 0o077).toBe(0);

		// when a bundle is saved, then it is a zip without the prompt
		const downloading = app.page.waitForEvent('download');
		await app.settings.room.getByRole('button', { name: 'Save support bundle' }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toBe('workflow-designer-support.zip');
		const zip = readFileSync(await download.path());
		expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
		expect(zip.toString('latin1')).toContain('README.txt');
		await app.toast.getByText('Support bundle saved').waitFor();
	});
});
