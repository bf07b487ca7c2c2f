import { describe } from 'vitest';
import { expect, test } from './harness/test';

const NOT_YAML = 'name: "Half a quote\nworkflow: [\n\t- what: ever\n';

describe('texts and moments that are not as they should be', () => {
	test('a text that is not YAML is saved all the same, and marked', async ({ app, program, home }) => {
		// Given a text that is not YAML
		await app.start.empty.click();
		await app.design.editor.content.waitFor();
		await app.design.editor.replace(NOT_YAML);

		// When it is saved, of which is said before that it has errors
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.dialog.getByText(/A runtime will refuse it: it has \d+ errors?/).waitFor();
		await app.page.keyboard.press('Escape');
		await app.saveDialog.dialog.waitFor({ state: 'detached' });
		await app.save('Not finished');

		// Then not a byte is lost
		expect(home.workflowFile(1)).toBe(NOT_YAML);
		const [version] = await program.versions(1);
		expect(version?.yaml_error).not.toBe('');
		// and it is marked wherever it stands
		await app.toast.getByText(/not valid YAML/).waitFor();
		await app.workflows.getByText('Not valid YAML').waitFor({ state: 'attached' });
		await app.go('History');
		await app.history.row(1).getByText('Not valid YAML').waitFor();
	});

	test('a version that someone else saved meanwhile is not overwritten but built upon', async ({
		app,
		program,
		home,
		watch,
	}) => {
		// Given a workflow that is being edited here, and that someone else has saved meanwhile
		watch.expect(/status of 409/);
		await app.start.template((await program.template('contract_review')).name).click();
		await app.design.editor.content.waitFor();
		await app.save('Mine');
		await app.design.editor.append('# mine');
		const mine = await app.design.editor.text();
		const theirs = `${home.workflowFile(1)}# theirs\n`;
		await program.save({ workflow_id: 1, yaml_content: theirs, version_comment: 'Theirs' });

		// When it is saved here
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.comment.fill('On top of theirs');
		await app.saveDialog.save.click();

		// Then the dialog says what happened, and nothing was saved
		await app.saveDialog.dialog
			.getByRole('alert')
			.getByText(/saved v2 .* after you had opened v1/)
			.waitFor();
		expect(await program.versions(1)).toHaveLength(2);
		expect(home.workflowFile(1)).toBe(theirs);

		// When it is to be saved on top
		await app.saveDialog.saveOnTop.click();
		await app.toast.getByText('Version 3 saved').waitFor();

		// Then mine is the latest and theirs is in the history
		const versions = await program.versions(1);
		expect(versions.map((v) => v.version_comment)).toEqual(['On top of theirs', 'Theirs', 'Mine']);
		expect(home.workflowFile(1)).toBe(mine);
		expect(home.versionFile(1, versions[1]?.local_id ?? '')).toBe(theirs);
	});
});
