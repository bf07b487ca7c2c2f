import { describe } from 'vitest';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

const LEAVE = 'leave.yaml';
const TRAVEL = 'travel.yaml';
const LOAN = 'loan.yaml';

/** Long enough to be scrolled. */
const text = (name: string) =>
	`name: "${name}"\n${Array.from({ length: 200 }, (_, i) => `# ${name}, line ${i}\n`).join('')}`;

async function save(program: Program, ...names: string[]): Promise<void> {
	for (const name of names) await program.save({ yaml_content: text(name), prompt: '', version_comment: '' });
}

async function open(app: App, ...names: string[]): Promise<void> {
	for (const name of names) {
		await app.row(new RegExp(`^${name}`)).click();
		await app.tabs.shows(`${name.toLowerCase()}.yaml`);
	}
	await app.design.editor.content.waitFor();
}

describe('several workflows open at once', () => {
	test('each keeps its text, its undo history, its caret and how far it is scrolled', async ({
		app,
		program,
		home,
	}) => {
		// Given two workflows open, one of them edited twice and scrolled
		await save(program, 'Leave', 'Travel');
		await app.reload();
		await open(app, 'Leave');
		const { editor } = app.design;
		const scroller = app.design.room.locator('.cm-scroller');
		await editor.append('one');
		// CodeMirror begins a new step of the history after half a second.
		await app.page.keyboard.press('Escape');
		await editor.caretAt(text('Leave'), 'Leave, line 120');
		await app.page.keyboard.type('two');
		const caret = await app.status.getByText(/^Ln /).textContent();
		const scrolled = await scroller.evaluate((e) => e.scrollTop);
		expect(scrolled).toBeGreaterThan(500);

		// When the other is shown, edited, and left again by keyboard
		await open(app, 'Travel');
		expect(await editor.text()).toBe(text('Travel'));
		await editor.append('three');
		await app.page.keyboard.press('Control+PageUp');
		await app.tabs.shows(LEAVE);

		// Then the first is as it was
		expect(await app.status.getByText(/^Ln /).textContent()).toBe(caret);
		expect(Math.abs((await scroller.evaluate((e) => e.scrollTop)) - scrolled)).toBeLessThan(3);
		expect(await editor.selected()).not.toContain('Travel');
		// and undoes its own edits, one by one
		await app.page.keyboard.press('Control+z');
		expect(await editor.text()).toBe(`${text('Leave')}one`);
		await app.page.keyboard.press('Control+z');
		expect(await editor.text()).toBe(text('Leave'));
		await app.page.keyboard.press('Control+Shift+z');

		// and each has its own draft on disk
		await eventually(() =>
			home
				.drafts()
				.map((draft) => draft.yaml_content)
				.sort(),
		).toEqual([`${text('Leave')}one`, `${text('Travel')}three`]);
		// and a save is that of the one that is shown
		await app.save('The shorter one');
		expect(home.workflowFile(1)).toBe(`${text('Leave')}one`);
		expect(await program.versions(2)).toHaveLength(1);
	});

	test('keep their undo history while another room is shown', async ({ app, program }) => {
		await save(program, 'Leave');
		await app.reload();
		await open(app, 'Leave');
		await app.design.editor.append('one');
		await app.go('History');
		await app.history.row(1).waitFor();
		await app.go('Workflows');
		await app.design.editor.content.waitFor();
		await app.design.editor.content.focus();
		await app.page.keyboard.press('Control+z');
		expect(await app.design.editor.text()).toBe(text('Leave'));
	});

	test('are walked, moved and closed by keyboard and by mouse, and are there again at the next start', async ({
		app,
		program,
		home,
	}) => {
		await save(program, 'Leave', 'Travel', 'Loan');
		await app.reload();
		await open(app, 'Leave', 'Travel', 'Loan');
		const { keyboard } = app.page;

		// walked
		await keyboard.press('Control+Tab');
		await app.tabs.shows(LEAVE);
		await keyboard.press('Alt+PageUp');
		await app.tabs.shows(LOAN);
		await keyboard.press('Control+Shift+Tab');
		await app.tabs.shows(TRAVEL);
		// and by the arrows of the row, where Enter shows what they reach
		await app.tabs.shown.focus();
		await keyboard.press('ArrowLeft');
		await keyboard.press('Enter');
		await app.tabs.shows(LEAVE);

		// moved
		await app.tabs.drag(LEAVE, LOAN);
		expect(await app.tabs.files()).toEqual([TRAVEL, LOAN, LEAVE]);
		await app.tabs.shown.focus();
		await keyboard.press('Control+Shift+ArrowLeft');
		expect(await app.tabs.files()).toEqual([TRAVEL, LEAVE, LOAN]);
		expect(await app.tabs.shown.evaluate((e) => e === document.activeElement)).toBe(true);

		// closed, one with edits
		await app.design.editor.append('kept');
		await keyboard.press('Alt+w');
		await app.tabs.shows(LOAN);
		expect(await app.tabs.files()).toEqual([TRAVEL, LOAN]);
		expect(home.drafts().map((draft) => draft.yaml_content)).toEqual([`${text('Leave')}kept`]);
		// by the middle button, which may not paste what was selected last
		expect(await app.design.editor.text()).toBe(text('Loan'));
		await app.page.keyboard.press('Control+Home');
		await app.tabs.tab(TRAVEL).click({ button: 'middle' });
		await eventually(() => app.tabs.files()).toEqual([LOAN]);
		expect(await app.design.editor.text()).toBe(text('Loan'));
		await app.tabs.shown.focus();
		await keyboard.press('Delete');
		await app.start.room.waitFor();

		// opened again, with the edits
		for (let n = 0; n < 3; n++) await keyboard.press('Alt+Shift+w');
		await eventually(() => app.tabs.files()).toHaveLength(3);
		await app.tabs.shows(LEAVE);
		expect(await app.design.editor.text()).toBe(`${text('Leave')}kept`);

		// and there at the next start, as they were
		const order = await app.tabs.files();
		await app.reload();
		expect(await app.tabs.files()).toEqual(order);
		await app.tabs.shows(LEAVE);
		expect(await app.design.editor.text()).toBe(`${text('Leave')}kept`);
	});

	test('show which are not saved, and all of them in a menu where the row is too short', async ({
		app,
		program,
	}) => {
		const names = Array.from({ length: 12 }, (_, i) => `Process ${i + 10}`);
		await save(program, ...names);
		await app.reload();
		for (const name of names) await app.row(new RegExp(`^${name}`)).click();
		await app.tabs.shows('process-21.yaml');
		await app.design.editor.append('x');
		await app.tabs.shown.getByText('Not saved as a version').waitFor();

		await app.design.room.getByRole('button', { name: 'All open workflows' }).click();
		await app.page.getByRole('menuitem', { name: 'Process 10' }).click();
		await app.tabs.shows('process-10.yaml');
		await eventually(() =>
			app.tabs.shown.evaluate((e) => {
				const { left, right } = e.getBoundingClientRect();
				const row = e.closest('[role=tablist]')?.getBoundingClientRect();
				return !!row && left >= row.left - 1 && right <= row.right + 1;
			}),
		).toBe(true);
	});

	test('a version of somebody else reaches a tab that is not shown', async ({ app, program, home }) => {
		// Given two open workflows, the second of which is shown
		await save(program, 'Leave', 'Travel');
		await app.reload();
		await open(app, 'Leave', 'Travel');
		// When another program on this computer saves the first
		await program.save({
			workflow_id: 1,
			yaml_content: 'name: "Leave"\n# theirs\n',
			prompt: '',
			version_comment: '',
		});
		await app.page.evaluate(() => window.dispatchEvent(new Event('focus')));
		// Then its tab has that when it is shown
		await app.page.keyboard.press('Control+PageUp');
		await app.tabs.shows(LEAVE);
		await eventually(() => app.design.editor.text()).toBe('name: "Leave"\n# theirs\n');
		expect(home.drafts()).toEqual([]);
	});
});
