import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';

describe('from a template to a saved version', () => {
	test('what was edited is saved, byte for byte, with its description and comment', async ({
		app,
		program,
		home,
	}) => {
		// Given a template, opened on the first screen and edited
		const template = await program.template('purchase_request');
		await app.start.template(template.name).click();
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(template.yaml);
		await app.design.editor.append('# ask Finance: “is 5 000 € still right?” 🧾');
		const prompt = `${template.prompt.trimEnd()}\nThe owner reads it once a year.`;
		await app.design.description.fill(prompt);
		const shown = await app.design.editor.text();
		expect(shown.startsWith(template.yaml)).toBe(true);

		// When it is saved with the keyboard, with a comment
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.comment.fill('First version,\nwith a "question"');
		await app.page.keyboard.press('Control+Enter');
		await app.toast.getByText('Version 1 saved').waitFor();

		// Then the files, the API and the commands have exactly that
		expect(home.workflowFile(1)).toBe(shown);
		const [version, ...others] = await program.versions(1);
		expect(others).toEqual([]);
		expect(version).toMatchObject({
			number: 1,
			is_latest: true,
			size: Buffer.byteLength(shown),
			version_comment: 'First version,\nwith a "question"',
			author: 'Ana Lindqvist',
			sync_state: 'local',
			yaml_error: '',
		});
		expect(home.versionFile(1, version?.local_id ?? '')).toBe(shown);
		expect(await program.version(1, version?.version_id ?? '')).toMatchObject({
			yaml_content: shown,
			prompt,
		});
		expect(await program.commandText('show', '1')).toBe(shown);
		expect(home.journal(1)).toMatchObject([{ comment: 'First version,\nwith a "question"', prompt }]);
		// and the draft has done its work
		await eventually(() => home.drafts()).toEqual([]);

		// And the page shows it in its lists
		await app
			.row(new RegExp(`^${template.name}`))
			.getByText(/^v1 ·/)
			.waitFor();
		await app.go('History');
		await app.history.row(1).getByText('with a "question"').waitFor();
	});

	test('a saved workflow is there again, with its text, after the program was closed and opened', async ({
		app,
		program,
	}) => {
		// Given a saved workflow
		await app.start.template((await program.template('leave_request')).name).click();
		await app.design.editor.content.waitFor();
		await app.design.editor.append('# until 2027');
		const text = await app.design.editor.text();
		await app.save('For this year');

		// When the page is loaded again
		await app.reload();
		// Then it is open as it was
		expect(await app.design.editor.text()).toBe(text);
		expect(await app.titleBar.textContent()).toContain('v1');

		// When the program is closed and opened again
		await program.stop();
		await program.start();
		await app.open(program.url);
		// Then its row opens it
		const [saved] = await program.workflows();
		await app.row(new RegExp(`^${saved?.name}`)).click();
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(text);
	});
});
