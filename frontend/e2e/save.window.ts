import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Home } from './harness/home';
import { eventually, expect } from './harness/test';
import { editorDrawn, lastTemplate, test } from './harness/window';

describe('the window', () => {
	test('saves a version of a template, by keyboard alone', async ({ open, display, home, program }) => {
		// Given the window on its first screen
		const last = lastTemplate(await program.templates());
		const { yaml, prompt } = await program.template(last);
		await program.stop();
		await open();

		// When the last template is chosen: it stands before the status bar, the last region
		await display.press('shift+F6', 'shift+Tab', 'Return');
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
		await editorDrawn(display);
		// and saved with a comment
		const before = await display.still();
		await display.press('ctrl+s');
		await eventually(async () => (await display.look()).changed(before)).toBeGreaterThan(0.03);
		await display.type('Saved in the window');
		await eventually(() => home.drafts().map((draft) => draft.version_comment)).toEqual([
			'Saved in the window',
		]);
		await display.press('ctrl+Return');

		// Then the version is on disk
		await eventually(() => home.journal(1)).toMatchObject([{ comment: 'Saved in the window', prompt }]);
		await eventually(() => home.workflowFile(1)).toBe(yaml);
		await eventually(() => home.drafts()).toEqual([]);
		expect(await program.commandText('show', '1')).toBe(yaml);
	});

	test('closes only when what was typed last is kept', async ({ open, display, home, program }) => {
		// Given a template in the editor of the window
		const last = lastTemplate(await program.templates());
		const { yaml } = await program.template(last);
		await program.stop();
		const window = await open();
		await display.press('shift+F6', 'shift+Tab', 'Return');
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
		await editorDrawn(display);
		// When a letter is typed into it and the window is closed at once
		await display.click(520, 500);
		await display.pressAndClose('z');
		// Then the window is gone, and the letter is in the draft
		await eventually(() => window.running).toBe(false);
		expect(home.drafts().map((draft) => draft.yaml_content.length)).toEqual([yaml.length + 1]);
	});

	test('opens and says why when the data folder cannot be opened', async ({ open, display, home }) => {
		// Given a file where the data folder should be
		refuse(home);
		// When the window is opened
		await open();
		// Then it tells of it on the amber ground of what needs somebody
		await eventually(async () => (await display.look()).of('#fcf1da')).toBeGreaterThan(0.005);
	});
});

function refuse(home: Home): void {
	const file = join(home.root, 'a-file');
	writeFileSync(file, '');
	home.env.LOCAL_STORAGE_PATH = join(file, 'workflow_files');
}
