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

	test('is listed, opened and thrown away with a way back, also when its workflow is deleted', async ({
		app,
		program,
		home,
	}) => {
		// Given two workflows, both with edits that are not saved, and a new one; the program was ended since
		const { keyboard } = app.page;
		for (const name of ['Leave', 'Travel'])
			await program.save({ yaml_content: `name: "${name}"\n`, prompt: '', version_comment: '' });
		await app.reload();
		for (const name of ['Leave', 'Travel']) {
			await app.row(new RegExp(`^${name}`)).click();
			await app.tabs.shows(`${name.toLowerCase()}.yaml`);
			const kept = app.draftKept(`# of ${name}`);
			await app.design.editor.append(`# of ${name}`);
			await kept;
		}
		await app.page.getByRole('button', { name: 'New workflow' }).click();
		await app.tabs.shows('new-workflow.yaml');
		const kept = app.draftKept('# of a new one');
		await app.design.editor.append('# of a new one');
		await kept;
		const texts = () =>
			home
				.drafts()
				.map(({ yaml_content: yaml }) => /# of .*/.exec(yaml)?.[0] ?? '')
				.sort();
		const all = ['# of Leave', '# of Travel', '# of a new one'];
		expect(texts()).toEqual(all);

		// When a workflow is deleted, its edits are listed as a draft of their own, and opened from there
		await app.inMenu(/^Leave/, 'Delete workflow');
		await app.toast.getByText('Leave deleted').waitFor();
		const orphan = app.row(/^Leave workflow deleted/);
		await orphan.click();
		await app.tabs.shows('leave.yaml');
		expect(await app.design.editor.text()).toBe('name: "Leave"\n# of Leave');
		expect(texts()).toEqual(all);

		// When each is thrown away, it is gone, and Undo brings it back as it was
		for (const [row, act, said, left] of [
			[
				/^Leave workflow deleted/,
				'Delete draft',
				'Draft of Leave deleted',
				['# of Travel', '# of a new one'],
			],
			[
				/^New Workflow edited/,
				'Delete draft',
				'Draft of New Workflow deleted',
				['# of Leave', '# of Travel'],
			],
			[/^Travel/, 'Discard edits', 'Back to v1, edits discarded', ['# of Leave', '# of a new one']],
		] as const) {
			await app.inMenu(row, act);
			await app.toast.getByText(said).waitFor();
			await eventually(texts).toEqual(left);
			await app.toast.getByRole('button', { name: 'Undo' }).click();
			await eventually(texts).toEqual(all);
		}
		await app.row(/^Travel.*unsaved edits/).waitFor();

		// Also where it is not open
		await app.tabs.shows('travel.yaml');
		for (let n = 0; n < 3; n++) {
			const { length } = await app.tabs.files();
			await keyboard.press('Alt+w');
			await eventually(() => app.tabs.files()).toHaveLength(length - 1);
		}
		await app.start.room.waitFor();
		expect(texts()).toEqual(all);
		await app.inMenu(/^Travel/, 'Discard edits');
		await eventually(texts).toEqual(['# of Leave', '# of a new one']);
		await app.row(/^Travel v1 · Ana/).waitFor();
		await app.toast.getByRole('button', { name: 'Undo' }).click();
		await eventually(texts).toEqual(all);
		await app.row(/^Travel.*unsaved edits/).click();
		await app.tabs.shows('travel.yaml');
		expect(await app.design.editor.text()).toBe('name: "Travel"\n# of Travel');
	});
});
