import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe } from 'vitest';
import type { Home } from './harness/home';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

const TEXT = 'name: "Leave"\n# one\n# two\n# three\n';
const OUTSIDE = TEXT.replace('# two', '# two, from outside');

/** The file that any program may write to. */
const file = (home: Home) => join(home.files, 'companies/1/workflows/1/workflow.yaml');

function aside(home: Home): string[] {
	const folder = dirname(file(home));
	return readdirSync(folder)
		.filter((name) => name.startsWith('workflow.edited-'))
		.map((name) => readFileSync(join(folder, name), 'utf8'));
}

async function open(app: App): Promise<void> {
	await app.reload();
	await app.row(/^Leave/).click();
	await app.design.editor.content.waitFor();
}

describe('the file of an open workflow is changed by another program', () => {
	test('it is taken in quietly where nothing was edited, and saving makes it a version', async ({
		app,
		program,
		home,
	}) => {
		// Given an open workflow without edits
		await program.save({ yaml_content: TEXT, prompt: 'Ask.', version_comment: '' });
		await open(app);
		expect(await app.design.editor.text()).toBe(TEXT);

		// When another program writes its file
		writeFileSync(file(home), OUTSIDE);

		// Then the editor has that, as unsaved edits, and says so
		await app.toast.getByText('Another program changed the file of Leave').waitFor();
		expect(await app.design.editor.text()).toBe(OUTSIDE);
		await eventually(() => home.drafts()).toMatchObject([{ yaml_content: OUTSIDE, prompt: 'Ask.' }]);
		expect(await program.versions(1)).toHaveLength(1);

		// and goes on following it
		writeFileSync(file(home), `${OUTSIDE}# more\n`);
		await eventually(() => app.design.editor.text()).toBe(`${OUTSIDE}# more\n`);

		// and a save makes it a version: nothing had to be set aside
		await app.save('From outside');
		expect(home.workflowFile(1)).toBe(`${OUTSIDE}# more\n`);
		expect(aside(home)).toEqual([]);
		const [latest] = await program.versions(1);
		expect(await program.version(1, latest?.version_id ?? '')).toMatchObject({ prompt: 'Ask.' });
	});

	test('it is asked about where something was edited: mine stays, theirs is kept beside', async ({
		app,
		program,
		home,
	}) => {
		// Given an open workflow with edits
		await program.save({ yaml_content: TEXT, prompt: '', version_comment: '' });
		await open(app);
		await app.design.editor.append('# mine');
		// When another program writes its file
		writeFileSync(file(home), OUTSIDE);
		// Then the edits stay, and the person is asked
		await app.design.outside.bar.waitFor();
		expect(await app.design.editor.text()).toBe(`${TEXT}# mine`);
		// and can look at what it would change
		await app.design.outside.act('Show the difference');
		await app.design.room.getByText('# two, from outside').waitFor();
		await app.design.outside.act('Hide the difference');
		// When mine is kept
		await app.design.outside.act('Keep mine');
		await app.design.outside.bar.waitFor({ state: 'detached' });
		expect(await app.design.editor.text()).toBe(`${TEXT}# mine`);
		expect(home.workflowFile(1)).toBe(OUTSIDE);
		// Then it is not asked again after a restart
		await app.reload();
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(`${TEXT}# mine`);
		expect(await app.design.outside.bar.count()).toBe(0);
		// and the save keeps theirs beside
		await app.save('Mine');
		expect(home.workflowFile(1)).toBe(`${TEXT}# mine`);
		expect(aside(home)).toEqual([OUTSIDE]);
	});

	test('theirs can be taken, and that undone', async ({ app, program, home }) => {
		await program.save({ yaml_content: TEXT, prompt: '', version_comment: '' });
		await open(app);
		await app.design.editor.append('# mine');
		writeFileSync(file(home), OUTSIDE);
		await app.design.outside.act('Take theirs');
		await app.design.outside.bar.waitFor({ state: 'detached' });
		expect(await app.design.editor.text()).toBe(OUTSIDE);
		await app.page.keyboard.press('Control+z');
		expect(await app.design.editor.text()).toBe(`${TEXT}# mine`);
	});

	test('a change made while nothing was open is found when the workflow is opened', async ({
		app,
		program,
		home,
	}) => {
		await program.save({ yaml_content: TEXT, prompt: '', version_comment: '' });
		await program.stop();
		writeFileSync(file(home), OUTSIDE);
		await program.start();
		await app.open(program.url);
		await app.row(/^Leave/).click();
		await app.toast.getByText('Another program changed the file of Leave').waitFor();
		expect(await app.design.editor.text()).toBe(OUTSIDE);
	});

	test('a file that is no text is told of, and changes nothing', async ({ app, program, home }) => {
		await program.save({ yaml_content: TEXT, prompt: '', version_comment: '' });
		await open(app);
		writeFileSync(file(home), Buffer.from([0x6e, 0xff, 0xfe]));
		await app.toast.getByText('not UTF-8', { exact: false }).waitFor();
		expect(await app.design.editor.text()).toBe(TEXT);
		expect(home.drafts()).toEqual([]);
	});

	test('a version that a command saves shows here at once, without the window being looked at', async ({
		app,
		program,
		home,
	}) => {
		await program.save({ yaml_content: TEXT, prompt: '', version_comment: '' });
		await open(app);
		const other = join(home.root, 'other.yaml');
		writeFileSync(other, OUTSIDE);
		await program.commandText('save', '--workflow', '1', other);
		await eventually(() => app.titleBar.textContent()).toContain('v2');
		expect(await app.design.editor.text()).toBe(OUTSIDE);
		expect(home.drafts()).toEqual([]);
	});
});
