import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';

describe('an older version', () => {
	test('is read, cannot be changed, and can be copied into a new workflow', async ({
		app,
		program,
		home,
	}) => {
		// Given a workflow with two versions
		await app.start.template((await program.template('expense_approval')).name).click();
		await app.design.editor.content.waitFor();
		const first = await app.design.editor.text();
		await app.save('As the template has it');
		await app.design.editor.append('# second thoughts');
		const second = await app.design.editor.text();
		await app.save('Second thoughts');
		expect((await program.versions(1)).map((v) => v.version_comment)).toEqual([
			'Second thoughts',
			'As the template has it',
		]);

		// When the older one is opened
		await app.page.keyboard.press('Control+Shift+h');
		await app.history.openVersion(1);

		// Then it shows the text of that time and takes no other
		expect(await app.history.editor.text()).toBe(first);
		expect(await app.history.editor.content.getAttribute('contenteditable')).toBe('false');
		await app.history.editor.content.focus();
		await app.page.keyboard.type('x');
		expect(await app.history.editor.text()).toBe(first);
		await app.history.room.getByText('Read-only').waitFor();

		// When a copy is made of it
		await app.history.copy.click();
		await app.design.editor.content.waitFor();

		// Then the copy is a draft of a workflow of its own, and the versions are as they were
		expect(await app.design.editor.text()).toBe(first);
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([first]);
		expect(home.workflowFile(1)).toBe(second);
		expect(await program.versions(1)).toHaveLength(2);
		await app.save('Copied');
		expect(home.workflowFile(2)).toBe(first);
	});
});
