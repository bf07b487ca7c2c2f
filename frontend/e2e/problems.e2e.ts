import { describe } from 'vitest';
import { expect, eventually, test } from './harness/test';

const LEAVE = `name: Leave
form:
  fields:
    - name: days
      type: number
      label: Days # as many as it takes
workflow:
  review:
    name: Review
    type: decision
    approver: \${requestor.manager}
    on_reject:
      continue_to: finished
    on_approve:
      continue_to: finished
  finished:
    name: Finished
    type: end
`;

describe('a text that is wrong', () => {
	test('an unknown step is underlined, named, and mended with one click', async ({ app }) => {
		// Given a workflow in which nothing is wrong
		await app.start.empty.click();
		const { editor } = app.design;
		await editor.content.waitFor();
		await editor.replace(LEAVE);
		await app.problems.drawn();
		expect(await app.problems.underlined.count()).toBe(0);

		// When a step is named that does not exist
		await editor.goToLine(15);
		await app.page.keyboard.press('End');
		await app.page.keyboard.type('_');
		await app.page.keyboard.press('Escape'); // the completion that typing opens
		await app.problems.drawn();

		// Then it is underlined, and the panel names it and offers the nearest step
		await app.problems.underlined.filter({ hasText: 'finished_' }).waitFor();
		await app.problems.count.click();
		const row = app.problems.row(/finished_/);
		await row.getByText('line 15').waitFor();
		const mend = row.getByRole('button', { name: 'Change to "finished"', exact: true });
		await mend.waitFor();

		// When it is mended
		await mend.click();

		// Then the text is as it was, and nothing is wrong any more
		await app.problems.drawn();
		await app.problems.panel.getByText(/Nothing is wrong/).waitFor();
		expect(await app.problems.underlined.count()).toBe(0);
		expect(await editor.text()).toBe(LEAVE);
		// and the mend is one step of the undo history
		await app.page.keyboard.press('ArrowRight');
		await app.page.keyboard.press('Control+z');
		expect(await editor.text()).toBe(LEAVE.replace(/finished\n {2}finished:/, 'finished_\n  finished:'));
	});

	test('the keyboard finds the next problem and mends it', async ({ app }) => {
		await app.start.empty.click();
		const { editor } = app.design;
		await editor.content.waitFor();
		await editor.replace(LEAVE.replace('type: decision', 'type: approval'));
		await app.problems.drawn();

		await editor.goToLine(1);
		await app.page.keyboard.press('F8');
		await app.status.getByText('Ln 10, Col 11').waitFor();
		await app.page.keyboard.press('Alt+Enter');

		await app.problems.drawn();
		expect(await editor.text()).toBe(LEAVE);
	});
});

describe('an editor that knows the language', () => {
	test('completion inserts the id of a step', async ({ app }) => {
		await app.start.empty.click();
		const { editor } = app.design;
		await editor.content.waitFor();
		await editor.replace(LEAVE.replace(/continue_to: finished\n {2}finished:/, 'continue_to: \n  finished:'));
		await app.problems.drawn();

		await editor.goToLine(15);
		await app.page.keyboard.press('End');
		await app.page.keyboard.type('fin');
		await app.page
			.locator('.cm-tooltip-autocomplete')
			.getByRole('option', { name: /finished/ })
			.click();

		await eventually(() => editor.text()).toBe(LEAVE);
		await app.problems.drawn();
		expect(await app.problems.underlined.count()).toBe(0);
	});

	test('renaming a step renames it everywhere, in one step of the undo history', async ({ app, watch }) => {
		watch.expect(/status of 422/);
		await app.start.empty.click();
		const { editor } = app.design;
		await editor.content.waitFor();
		await editor.replace(LEAVE);
		await app.problems.drawn();

		await editor.goToLine(16);
		await app.page.keyboard.press('Home');
		await app.page.keyboard.press('ArrowRight');
		await app.page.keyboard.press('F2');
		const field = app.page.locator('.cm-rename input');
		await field.fill('review');
		await field.press('Enter');
		await app.page
			.locator('.cm-rename')
			.getByText(/review/)
			.first()
			.waitFor();
		await field.fill('done');
		await field.press('Enter');

		await eventually(() => editor.text()).toBe(LEAVE.replaceAll('finished', 'done'));
		await app.page.keyboard.press('ArrowRight');
		await app.page.keyboard.press('Control+z');
		expect(await editor.text()).toBe(LEAVE);
	});
});
