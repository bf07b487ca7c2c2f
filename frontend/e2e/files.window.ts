import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { Child } from './harness/child';
import type { Display } from './harness/display';
import { Home } from './harness/home';
import { Program } from './harness/program';
import { eventually, expect } from './harness/test';
import { tools } from './harness/tools';
import { editorDrawn, test } from './harness/window';

/** What a dialog of the system is called. */
const OPEN = '^Import files$';
const SAVE = '^Save as$';

const WAY = '#98a0ae';

/** Types a path into a dialog of the system once it is there, and waits until it is closed. */
async function answer(display: Display, dialog: string, path: string): Promise<void> {
	await display.focus(dialog);
	const before = await display.still();
	if (dialog === OPEN) {
		// The field for a path comes with the first slash, and loses letters that come with it.
		await display.type('/');
		await eventually(async () => (await display.still()).changed(before)).toBeGreaterThan(0.002);
	}
	// What stands in the field goes, such as a suggested name.
	await display.press('ctrl+a');
	await display.type(path);
	await display.still();
	await display.press('Return');
	await eventually(() => display.shows(dialog)).toBe(false);
	await display.focus('Workflow Designer');
}

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

describe('the window', () => {
	test('imports a file that was chosen in the dialog of the system, byte for byte', async ({
		open,
		display,
		home,
		program,
	}) => {
		// Given a file with a byte order mark, Windows line ends and no last one
		const yaml = '\ufeffname: "Cuti"\r\n# tetap, \u00e9\ud83c\udf34\t\r\n\r\n# akhir';
		const path = join(home.root, 'cuti.yaml');
		writeFileSync(path, yaml);
		await program.stop();
		await open();
		await display.still();
		// When a person changes their mind
		await display.press('ctrl+o');
		await display.focus(OPEN);
		await display.still();
		await display.press('Escape');
		// Then nothing has happened
		await eventually(() => display.shows(OPEN)).toBe(false);
		expect(home.drafts()).toEqual([]);
		// When they choose it
		await display.focus('Workflow Designer');
		await display.press('ctrl+o');
		await answer(display, OPEN, path);
		// Then it is a draft and open, and the file is as it was
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
		await editorDrawn(display);
		expect(readFileSync(path, 'utf8')).toBe(yaml);
		// When it is saved
		const before = await display.still();
		await display.press('ctrl+s');
		await eventually(async () => (await display.look()).changed(before)).toBeGreaterThan(0.03);
		await display.still();
		await display.press('ctrl+Return');
		// Then the version has the same bytes
		await eventually(() => home.journal(1)).toHaveLength(1);
		expect(home.workflowFile(1)).toBe(yaml);
	});

	test('takes in a file that is dropped onto it from outside, byte for byte', async ({
		open,
		display,
		home,
		program,
	}) => {
		const yaml = 'name: "Dropped"\r\n# as it is';
		const path = join(home.root, 'a file, dropped.yaml');
		writeFileSync(path, yaml);
		await program.stop();
		await open();
		// Given a file of another program at the corner of the screen
		const source = await Child.start(tools.dragfile(), [path], {
			env: { ...home.env, DISPLAY: display.name },
		});
		await eventually(() => display.shows('^Drag a file$')).toBe(true);
		await display.still();
		try {
			// When it is dragged onto the window
			await display.drag({ x: 20, y: 20 }, { x: 720, y: 450 });
			// Then it is a draft and open, and the file is as it was
			await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
			await editorDrawn(display);
			expect(readFileSync(path, 'utf8')).toBe(yaml);
		} finally {
			await source.stop();
		}
	});

	test('exports workflows as a zip to where the dialog of the system says', async ({
		open,
		display,
		home,
		program,
	}) => {
		// Given a workflow of two versions
		await program.stop();
		const source = join(home.root, 'leave.yaml');
		const texts = ['name: Leave\n# 1\r\n', 'name: Leave\n# 2\n'];
		for (const [at, text] of texts.entries()) {
			writeFileSync(source, text);
			const workflow = at === 0 ? [] : ['--workflow', '1'];
			await program.commandText('save', ...workflow, '--comment', `No. ${at + 1}`, source);
		}
		await open();
		await display.still();
		// When it is selected: the key goes to the button that selects all
		const before = await display.still();
		await display.press('ctrl+alt+x');
		await eventually(async () => (await display.still()).changed(before)).toBeGreaterThan(0.002);
		const begun = await display.still();
		await display.press('space');
		await eventually(async () => (await display.still()).changed(begun)).toBeGreaterThan(0.0005);
		// and exported with every version, which stands first: the focus is on the first of the buttons, this is the fourth
		const selected = await display.still();
		await display.press('Tab', 'Tab', 'Tab', 'space');
		await eventually(async () => (await display.still()).changed(selected)).toBeGreaterThan(0.002);
		await display.press('Return');
		const zip = join(home.root, 'taken away.zip');
		await answer(display, SAVE, zip);
		await eventually(() => existsSync(zip)).toBe(true);
		// Then another computer has the same of it
		const there = new Home('Bea Costa');
		try {
			await new Program(there).commandText('import', zip);
			const versions = there.journal(1).map(({ uid = '' }) => there.versionFile(1, uid));
			expect(versions).toEqual(texts);
			expect(there.journal(1).map(({ comment }) => comment)).toEqual(['No. 1', 'No. 2']);
		} finally {
			there.remove();
		}
	});

	test('saves a diagram as SVG to where the dialog of the system says', async ({
		open,
		display,
		home,
		program,
	}) => {
		// Given a template that was imported
		const { yaml } = await program.template('purchase_request');
		await program.stop();
		const source = join(home.root, 'purchase-request.yaml');
		writeFileSync(source, yaml);
		await open();
		await display.still();
		await display.press('ctrl+o');
		await answer(display, OPEN, source);
		await editorDrawn(display);
		await eventually(async () => (await display.look()).of(WAY)).toBeGreaterThan(0.0005);
		// When its diagram is saved, through the list of commands
		const before = await display.still();
		await display.press('ctrl+shift+p');
		await eventually(async () => (await display.look()).changed(before)).toBeGreaterThan(0.03);
		await display.still();
		await display.type('Save the diagram as SVG');
		await display.still();
		await display.press('Return');
		const svg = join(home.root, 'diagram.svg');
		await answer(display, SAVE, svg);
		// Then it is there, with the names of its steps
		await eventually(() => read(svg)).toMatch(/^(<\?xml[^>]*>\s*)?<svg [\s\S]*<\/svg>\s*$/);
		const names = [...yaml.matchAll(/^ {4}name: "?([^"\n]+?)"?$/gm)].map(([, name = '']) => name);
		expect(names.length).toBeGreaterThan(2);
		expect(read(svg)).toContain(names[0]);
	});
});
