import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';

describe('what was typed and not saved', () => {
	test('is there again after the program was killed', async ({ app, program, home, watch }) => {
		// Given a saved workflow with edits that the program has said it keeps
		watch.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/); // the stream of events breaks off
		await app.start.template((await program.template('it_equipment')).name).click();
		await app.design.editor.content.waitFor();
		await app.save('Before');
		const saved = home.workflowFile(1);
		const kept = app.draftKept('# typed just before the crash');
		await app.design.editor.append('# typed just before the crash');
		await kept;
		const keptPrompt = app.draftKept('Described just before the crash.');
		await app.design.description.fill('Described just before the crash.');
		await keptPrompt;
		const typed = await app.design.editor.text();

		// When the program is killed and started again
		await program.kill();
		await program.start();
		await app.open(program.url);

		// Then the edits are on the screen, and still no version
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(typed);
		expect(await app.design.description.inputValue()).toBe('Described just before the crash.');
		await app.row(/unsaved edits/).waitFor();
		expect(home.workflowFile(1)).toBe(saved);
		expect(await program.versions(1)).toHaveLength(1);

		// And saving makes them one
		await app.save('After');
		expect(home.workflowFile(1)).toBe(typed);
		await eventually(() => home.drafts()).toEqual([]);
	});

	test('is there again after a crash when it never had a version', async ({ app, program, watch }) => {
		// Given an empty workflow with a first word
		watch.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/); // the stream of events breaks off
		await app.start.empty.click();
		await app.design.editor.content.waitFor();
		const kept = app.draftKept('# a first word');
		await app.design.editor.append('# a first word');
		await kept;
		const typed = await app.design.editor.text();

		// When the program is killed and started again
		await program.kill();
		await program.start();
		await app.open(program.url);

		// Then the draft is open, and saving it makes the first version
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(typed);
		await app.save('');
		expect(await program.commandText('show', '1')).toBe(typed);
	});

	test('a comment is remembered when the save dialog is left with Esc', async ({ app, program, home }) => {
		// Given a comment that was begun
		await app.start.template((await program.template('travel_request')).name).click();
		await app.design.editor.content.waitFor();
		await app.page.keyboard.press('Control+s');
		const kept = app.draftKept('Waits for the answer of Finance');
		await app.saveDialog.comment.fill('Waits for the answer of Finance');

		// When the dialog is left, and even when the page is closed and opened
		await app.page.keyboard.press('Escape');
		await app.saveDialog.dialog.waitFor({ state: 'detached' });
		await kept;
		expect(home.drafts()).toMatchObject([{ version_comment: 'Waits for the answer of Finance' }]);
		await app.reload();

		// Then the dialog has it again, and nothing was saved
		await app.design.editor.content.waitFor();
		await app.page.keyboard.press('Control+s');
		expect(await app.saveDialog.comment.inputValue()).toBe('Waits for the answer of Finance');
		expect(await program.workflows()).toEqual([]);
	});
});
