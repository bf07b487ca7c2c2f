import type { Locator } from 'playwright-core';
import { describe } from 'vitest';
import { clean } from './harness/clean';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

const SMALL = { width: 1280, height: 800 };

/** Leaves the page, ends the program, starts it at the same place and opens the page again. */
async function restart(app: App, program: Program): Promise<void> {
	await app.page.goto('about:blank');
	await program.restart();
	await app.open(program.url);
}

async function open(app: App, program: Program): Promise<void> {
	const { yaml, prompt } = await program.template('purchase_request');
	await program.save({ yaml_content: yaml, prompt, version_comment: 'First' });
	await program.save({
		workflow_id: 1,
		yaml_content: `${yaml}\n# paid\n`,
		prompt,
		version_comment: 'Second',
	});
	await app.reload();
	await app.row(/^Purchase/).click();
	await app.design.editor.content.waitFor();
	await app.diagram.step('amount_check').waitFor();
}

/** How large the window is drawn: its rail is 48 pixels wide as it is laid out. */
const scaleOf = async (app: App) =>
	((await app.page.getByRole('navigation', { name: 'Rooms' }).boundingBox())?.width ?? 0) / 48;

async function enlarge(app: App, to: number): Promise<void> {
	while ((await scaleOf(app)) < to - 0.01) {
		const before = await scaleOf(app);
		await app.page.keyboard.press('Alt+=');
		await eventually(() => scaleOf(app)).not.toBe(before);
	}
}

/** The names of controls that cannot be pressed, because something lies over them or they stand outside of the window. */
function outOfReach(app: App): Promise<string[]> {
	return app.page.evaluate(async () => {
		const found: string[] = [];
		const all = 'button, input, select, textarea, [role=tab], [role=separator]';
		for (const control of document.querySelectorAll<HTMLElement>(all)) {
			if (
				control.closest('[aria-hidden="true"], .unseen, .cm-editor') ||
				control.classList.contains('unseen')
			)
				continue;
			if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
			control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
			await new Promise(requestAnimationFrame);
			const { left, top, width, height } = control.getBoundingClientRect();
			const hit = document.elementFromPoint(left + width / 2, top + height / 2);
			const mine = hit && (control.contains(hit) || hit.closest('label')?.contains(control));
			if (!mine && !hit?.closest('[role=separator]'))
				found.push(control.getAttribute('aria-label') ?? control.textContent.trim() ?? control.outerHTML);
		}
		return found;
	});
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
	const box = await locator.boundingBox();
	if (!box) throw new Error('it is not shown');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe('everything larger or smaller', () => {
	test('goes by keys that are not those of the browser, and is so again at the next start', async ({
		app,
		program,
	}) => {
		await open(app, program);
		expect(await scaleOf(app)).toBe(1);
		const left = await app.page.evaluate(() =>
			['+', '-', '0'].map((key) =>
				window.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, cancelable: true })),
			),
		);
		expect(left, 'Ctrl with these keys is left to the browser').toEqual([true, true, true]);

		await enlarge(app, 1.5);
		await app.page.keyboard.press('Alt+-');
		await eventually(() => scaleOf(app)).toBeCloseTo(1.25);
		await app.page.keyboard.press('Control+Alt+=');
		const letters = () =>
			app.design.room.locator('.cm-scroller').evaluate((e) => getComputedStyle(e).fontSize);
		await eventually(letters).toBe('13px');

		await restart(app, program);
		await app.design.editor.content.waitFor();
		expect(await scaleOf(app)).toBeCloseTo(1.25);
		expect(await letters()).toBe('13px');

		await app.go('Settings');
		await app.settings.open('Look');
		await app.page.getByRole('group', { name: 'Everything' }).getByText('125 %').waitFor();
		await app.page
			.getByRole('group', { name: 'Everything' })
			.getByRole('button', { name: 'As usual' })
			.click();
		await eventually(() => scaleOf(app)).toBe(1);
		await app.page.keyboard.press('Alt+0');
		await app.toast.getByText('Everything is at 100 % already.').waitFor();
		for (const size of [0.9, 0.8]) {
			await app.page.getByRole('button', { name: 'Make everything smaller' }).click();
			await eventually(() => scaleOf(app)).toBeCloseTo(size);
		}
		const end = app.page.getByRole('button', { name: 'This is as small as it gets.' });
		await end.click({ force: true });
		expect(await end.isDisabled()).toBe(true);
		expect(await scaleOf(app)).toBeCloseTo(0.8);
	});

	test('the pointer still reaches what it points at', async ({ app, program }) => {
		await app.page.setViewportSize(SMALL);
		await open(app, program);
		await enlarge(app, 1.5);

		// A menu stands at its button.
		const more = app.row(/^Purchase/);
		await more.click({ button: 'right' });
		const item = app.page.getByRole('menuitem', { name: 'History' });
		await item.waitFor();
		await app.still();
		const [row, menu] = [await more.boundingBox(), await app.page.getByRole('menu').boundingBox()];
		expect(Math.abs((menu?.y ?? 0) - (row?.y ?? 0))).toBeLessThan(90);
		await app.page.keyboard.press('Escape');
		await item.waitFor({ state: 'detached' });

		// The diagram goes where it is dragged.
		await app.page.keyboard.press('Control+e');
		const step = app.diagram.step('amount_check');
		await step.waitFor();
		await app.page.getByRole('button', { name: 'Fit' }).click();
		// It glides there.
		let before = { x: 0, y: 0 };
		await eventually(async () => {
			const was = before;
			before = await middle(step);
			return Math.abs(before.x - was.x) + Math.abs(before.y - was.y);
		}).toBeLessThan(0.1);
		const at = { x: before.x - 200, y: before.y + 40 };
		await app.page.mouse.move(at.x, at.y);
		await app.page.mouse.down();
		await app.page.mouse.move(at.x + 60, at.y - 30, { steps: 6 });
		await app.page.mouse.up();
		await eventually(async () => (await middle(step)).x - before.x).toBeCloseTo(60, -1);
		await eventually(async () => (await middle(step)).y - before.y).toBeCloseTo(-30, -1);

		// The text takes the caret where it is clicked.
		await app.page.keyboard.press('Control+e');
		const word = app.design.editor.word('name: Purchase request', 'name');
		await word.waitFor();
		await app.page.keyboard.press('Control+Alt+=');
		await word.dblclick();
		expect(await app.design.editor.selected()).toBe('name');
	});

	test.for(['light', 'dark'] as const)(
		'at 200 % nothing lies over anything else in a small window, in the %s theme',
		async (theme, { app, program }) => {
			await app.page.setViewportSize(SMALL);
			await app.prefer(theme);
			await open(app, program);
			await enlarge(app, 2);
			const fine = async (what: string) => {
				await app.still();
				expect(await outOfReach(app), `out of reach in ${what}`).toEqual([]);
				await clean(app, `${what} at 200 %`);
			};

			await fine('the text');
			await app.page.keyboard.press('Control+k');
			const palette = app.page.getByRole('dialog');
			await palette.waitFor();
			await app.still();
			const box = await palette.boundingBox();
			expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(SMALL.width);
			expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(SMALL.height);
			expect(box?.width).toBeGreaterThan(600);
			await clean(app, 'the palette at 200 %');
			await app.page.keyboard.press('Escape');
			await palette.waitFor({ state: 'detached' });
			await app.page.keyboard.press('Control+b');
			await app.row(/^Purchase/).waitFor();
			await clean(app, 'the list over the text at 200 %');
			await app.page.keyboard.press('Escape');
			await app.workflows.waitFor({ state: 'detached' });
			await app.page.keyboard.press('Control+e');
			await app.diagram.step('amount_check').waitFor();
			await fine('the diagram');
			await app.page.keyboard.press('Control+e');
			await app.design.editor.append('# mine');
			await app.page.keyboard.press('Control+s');
			await app.saveDialog.comment.waitFor();
			await app.still();
			await clean(app, 'the save dialog at 200 %');
			await app.page.keyboard.press('Escape');
			await app.saveDialog.dialog.waitFor({ state: 'detached' });
			await app.go('History');
			await app.history.openVersion(2);
			await fine('the history');
			await app.go('Sync');
			await app.page.getByRole('main').getByRole('button', { name: 'Connect a bucket' }).waitFor();
			await fine('the sync');
			await app.go('Templates');
			await app.start.empty.waitFor();
			await fine('the templates');
			await app.go('Settings');
			for (const page of ['You', 'Storage', 'Look', 'About'] as const) {
				await app.settings.open(page);
				await fine(`the settings, ${page}`);
			}
		},
	);
});

/** The edges between panes, by name; the room that each is in is shown by the story. */
const edge = (app: App, name: string) => app.page.getByRole('separator', { name, exact: true });

const at = async (locator: Locator) => Number(await locator.getAttribute('aria-valuenow'));

async function drag(app: App, locator: Locator, by: { x?: number; y?: number }): Promise<void> {
	const from = await middle(locator);
	await app.page.mouse.move(from.x, from.y);
	await app.page.mouse.down();
	await app.page.mouse.move(from.x + (by.x ?? 0), from.y + (by.y ?? 0), { steps: 4 });
	await app.page.mouse.up();
}

describe('the edges between panes', () => {
	test('go by mouse and by keys, and are where they were at the next start', async ({ app, program }) => {
		await open(app, program);
		const shelf = edge(app, 'Width of the list of workflows');
		const side = edge(app, 'Width of the pane');

		const usual = await at(side);
		await side.press('ArrowRight');
		expect(await at(side)).toBe(usual - 16);

		// by mouse, and back by a double click
		await drag(app, shelf, { x: 60 });
		expect(await at(shelf)).toBe(300);
		expect((await app.workflows.boundingBox())?.width).toBe(300);
		await shelf.dblclick();
		expect(await at(shelf)).toBe(240);
		// by keys, to both ends
		await shelf.press('Home');
		expect(await at(shelf)).toBe(180);
		await shelf.press('ArrowRight');
		await shelf.press('ArrowRight');
		expect(await at(shelf)).toBe(212);
		await app.go('History');
		await app.history.openVersion(2);
		const list = edge(app, 'Width of the list of versions');
		await drag(app, list, { x: 40 });
		expect(await at(list)).toBe(352);
		await app.page.getByRole('button', { name: 'Compare', exact: true }).click();
		const text = edge(app, 'Height of the text');
		await text.waitFor();
		const high = await at(text);
		await text.press('ArrowUp');
		expect(await at(text)).toBe(high + 16);

		await restart(app, program);
		await app.diagram.step('amount_check').waitFor();
		expect([await at(shelf), await at(side)]).toEqual([212, usual - 16]);
		await app.go('History');
		await app.history.openVersion(2);
		expect(await at(list)).toBe(352);
		await list.press('Enter');
		expect(await at(list)).toBe(312);
		await app.page.getByRole('button', { name: 'Compare', exact: true }).click();
		await text.waitFor();
		expect(await at(text)).toBe(high + 16);
	});

	test('put a diagram away as it is: what cannot be read meanwhile does not blank it', async ({
		app,
		program,
	}) => {
		await open(app, program);
		await app.form.open();
		await app.design.editor.append('workflow: [');
		await app.problems.drawn();
		await app.page.keyboard.press('Control+1');
		await app.diagram.asOf.waitFor();
		await app.diagram.step('amount_check').waitFor();
		await app.page.setViewportSize({ width: 900, height: 600 });
		await app.diagram.step('amount_check').waitFor({ state: 'detached' });
		await app.page.setViewportSize(SMALL);
		await app.diagram.step('amount_check').waitFor();

		// A small window shows the one or the other; a larger one shows both again.
		await app.page.setViewportSize({ width: 900, height: 600 });
		await app.diagram.step('amount_check').waitFor({ state: 'detached' });
		await app.page.keyboard.press('Control+e');
		await app.diagram.step('amount_check').waitFor();
		await app.design.editor.content.waitFor({ state: 'hidden' });
		await app.page.setViewportSize(SMALL);
		await app.design.editor.content.waitFor();
		await app.diagram.step('amount_check').waitFor();
	});

	test('leave every pane usable in a small window', async ({ app, program }) => {
		await app.page.setViewportSize({ width: 1920, height: 1080 });
		await open(app, program);
		const shelf = edge(app, 'Width of the list of workflows');
		await shelf.press('End');
		expect(await at(shelf)).toBe(480);
		await edge(app, 'Width of the pane').press('End');
		await app.go('History');
		await app.history.openVersion(2);
		const list = edge(app, 'Width of the list of versions');
		await list.press('End');
		expect(await at(list)).toBe(560);
		await app.page.getByRole('button', { name: 'Compare', exact: true }).click();
		await edge(app, 'Height of the text').press('End');

		// In a window of half the size each room still has all of its parts.
		await app.page.setViewportSize({ width: 900, height: 600 });
		await eventually(() => at(list)).toBeLessThanOrEqual(580);
		await eventually(
			async () => (await app.page.getByRole('main').boundingBox())?.width ?? 0,
		).toBeGreaterThan(270);
		await eventually(
			async () => (await app.page.locator('.pair').boundingBox())?.height ?? 0,
		).toBeGreaterThan(60);
		expect(await outOfReach(app)).toEqual([]);
		await app.go('Workflows');
		await app.design.editor.content.waitFor();
		await eventually(
			async () => (await app.design.room.locator('.cm-editor').boundingBox())?.width ?? 0,
		).toBeGreaterThan(310);
		expect(await outOfReach(app)).toEqual([]);

		// and a list that was put away is a key away
		await app.page.keyboard.press('Control+b');
		await app.workflows.waitFor({ state: 'detached' });
		await app.go('Workflows');
		await app.row(/^Purchase/).waitFor();
	});
});

describe('what was open', () => {
	test('is there again at the next start, with what was not saved, and what was opened last is a click away', async ({
		app,
		program,
		home,
	}) => {
		// Given three open workflows, one of them with edits, and a new one that was typed into
		const { keyboard } = app.page;
		for (const name of ['Leave', 'Travel', 'Loan'])
			await program.save({ yaml_content: `name: "${name}"\n`, prompt: '', version_comment: '' });
		await app.reload();
		for (const name of ['Leave', 'Travel', 'Loan']) {
			await app.row(new RegExp(`^${name}`)).click();
			await app.tabs.shows(`${name.toLowerCase()}.yaml`);
		}
		await app.page.getByRole('button', { name: 'New workflow' }).click();
		await app.tabs.shows('new-workflow.yaml');
		let kept = app.draftKept('# begun');
		await app.design.editor.append('# begun');
		await kept;
		await app.row(/^Travel/).click();
		await app.tabs.shows('travel.yaml');
		kept = app.draftKept('# not saved');
		await app.design.editor.append('# not saved');
		await kept;
		const order = await app.tabs.files();
		expect(order).toHaveLength(4);

		// When the program is ended and started again
		await restart(app, program);

		// Then the tabs are as they were, the last one shown, each with its text
		await app.tabs.shows('travel.yaml');
		expect(await app.tabs.files()).toEqual(order);
		expect(await app.design.editor.text()).toBe('name: "Travel"\n# not saved');
		await app.tabs.tab('new-workflow.yaml').click();
		await app.tabs.shows('new-workflow.yaml');
		expect(await app.design.editor.text()).toContain('# begun');
		expect(home.drafts()).toHaveLength(2);

		// When all are closed, those opened last are offered, the last first
		for (let left = 3; left >= 0; left--) {
			await keyboard.press('Alt+w');
			await eventually(() => app.tabs.files()).toHaveLength(left);
		}
		await app.start.room.waitFor();
		const recent = app.start.room.getByRole('region', { name: 'Opened last' }).getByRole('button');
		const names = async () => (await recent.allInnerTexts()).map((text) => text.split('\n')[0]);
		await eventually(names).toHaveLength(3);
		const before = await names();
		await restart(app, program);
		await app.start.room.waitFor();
		await eventually(names).toEqual(before);

		// and one that is gone is not offered any more
		await app.inMenu(/^Loan/, 'Delete workflow');
		await eventually(names).toEqual(before.filter((name) => name !== 'Loan'));
		await recent.filter({ hasText: 'Travel' }).click();
		await app.tabs.shows('travel.yaml');
		expect(await app.design.editor.text()).toBe('name: "Travel"\n# not saved');
	});
});
