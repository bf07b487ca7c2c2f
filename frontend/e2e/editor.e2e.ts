import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

const LEAVE = `name: Leave
form:
  layout:
    sections:
      - id: request
        title: Your request
        initial: true
        grid:
          - [days, reason]
  fields:
    - name: days
      type: number
      label: How many days # days off, not days at work
    - name: reason
      type: text
      label: Reason
workflow:
  review:
    name: Review
    type: decision
    approver: \${requestor.manager}
    view_sections: [request]
    on_approve:
      continue_to: length
    on_reject:
      continue_to: finished
  length:
    name: Short or long
    type: conditional_split
    choices:
      - conditions: days > 10 and reason != ""
        continue_to: hr
    default:
      continue_to: finished
  hr:
    name: HR
    type: decision
    approver: hr_team
    on_approve:
      continue_to: finished
    on_reject:
      continue_to: finished
  finished:
    name: Finished
    type: end
    notify_requestor: You have \${form.days} days.
`;

/** Puts a text into an empty workflow and waits until it has been read. */
async function given(app: App, text: string): Promise<void> {
	await app.start.empty.click();
	await app.design.editor.content.waitFor();
	await app.design.editor.replace(text);
	await app.problems.drawn();
}

describe('a change of the whole text', () => {
	test('Format tidies the layout and leaves what is said as it is', async ({ app, home }) => {
		// Given a text that was typed in haste
		const untidy = LEAVE.replace(/^ +/gm, '$&$&')
			.replace(/- (?=\w)/g, '-   ')
			.replace('name: Leave', 'name:   Leave  ')
			.replace('workflow:', '\n\n\nworkflow:')
			.trimEnd();
		const tidy = LEAVE.replace('workflow:', '\nworkflow:');
		await given(app, untidy);

		// When it is formatted
		await app.design.room.getByRole('button', { name: 'Format', exact: true }).click();

		// Then only white space is other than before, and one step of undo brings it back
		await eventually(() => app.design.editor.text()).toBe(tidy);
		await app.page.keyboard.press('Control+z');
		expect(await app.design.editor.text()).toBe(untidy);
		// and what is saved is the tidy text
		await app.page.keyboard.press('Control+Shift+Z');
		await app.save('Tidied');
		expect(home.workflowFile(1)).toBe(tidy);
		// and a second time there is nothing to do
		await app.page.keyboard.press('Alt+Shift+f');
		await app.toast.getByText('Already tidy').waitFor();
		expect(await app.design.editor.text()).toBe(tidy);
	});

	test('Format says why it leaves a text alone that is no YAML', async ({ app }) => {
		const broken = LEAVE.replace('grid:', 'grid').replace('type: number', '   type: number');
		await given(app, broken);
		await app.page.keyboard.press('Alt+Shift+f');
		await app.toast.getByText('This cannot be tidied yet: it is no YAML').waitFor();
		expect(await app.design.editor.text()).toBe(broken);
	});

	test('Upgrade all writes every old word anew', async ({ app, home }) => {
		// Given a text in the older dialect
		const old = LEAVE.replaceAll('type: decision', 'type: approval');
		await given(app, old);
		await app.problems.count.click();
		await app.problems
			.row(/"approval" is out of use/)
			.first()
			.waitFor();

		// When all of it is upgraded
		await app.problems.panel.getByRole('button', { name: 'Upgrade all 2', exact: true }).click();

		// Then nothing is wrong, and one step of undo brings the old words back
		await app.problems.panel.getByText(/Nothing is wrong/).waitFor();
		expect(await app.design.editor.text()).toBe(LEAVE);
		await app.page.keyboard.press('Control+z');
		expect(await app.design.editor.text()).toBe(old);
		// and what is saved is the new dialect
		await app.page.keyboard.press('Control+Shift+Z');
		await app.save('Upgraded');
		expect(home.workflowFile(1)).toBe(LEAVE);
	});

	test('a field that is renamed is renamed wherever it is meant', async ({ app, home }) => {
		// Given a field that the layout, a condition and a message name
		const renamed = LEAVE.replace('[days,', '[days_off,')
			.replace('name: days', 'name: days_off')
			.replace('days > 10', 'days_off > 10')
			.replace('form.days', 'form.days_off');
		const { editor, help } = app.design;
		await given(app, LEAVE);

		// When it gets another name from where a condition uses it
		await editor.caretAt(LEAVE, 'days > 10');
		await help.renameTo('days_off');

		// Then all its places say so, words that only look alike do not, and it is one step of undo
		await eventually(() => editor.text()).toBe(renamed);
		await app.page.keyboard.press('Control+z');
		expect(await editor.text()).toBe(LEAVE);
		await app.page.keyboard.press('Control+Shift+Z');
		await app.save('Renamed');
		expect(home.workflowFile(1)).toBe(renamed);
	});
});

describe('finding the way in the text', () => {
	test('the outline lists the parts of the workflow and goes to one of them', async ({ app }) => {
		const { editor, outline } = app.design;
		await given(app, LEAVE);
		await editor.caretAt(LEAVE, 'days > 10');

		// When it is opened
		await outline.open();

		// Then it lists fields and steps, and says where the caret is
		expect(await outline.said()).toEqual(
			expect.arrayContaining([
				'days number',
				'request section · Your request',
				'Short or long conditional_split',
				'HR decision',
			]),
		);
		expect(await outline.card.locator('[aria-current="location"]').innerText()).toContain('days > 10');

		// When a step is looked for and chosen
		await app.page.keyboard.type('fini');
		await outline.best.getByText('Finished').waitFor();
		await app.page.keyboard.press('Enter');

		// Then its name is selected in the text, and the outline is closed
		await outline.card.waitFor({ state: 'detached' });
		await app.status.getByText(`Ln ${lineOf('finished:')}, `).waitFor();
		expect(await editor.selected()).toBe('finished');
		expect(await editor.text()).toBe(LEAVE);
	});

	test('the uses of a field are listed, and gone to', async ({ app }) => {
		const { editor, help } = app.design;
		await given(app, LEAVE);

		// When the uses of the field are asked for from the condition that names it
		await editor.caretAt(LEAVE, 'days > 10');
		await app.page.keyboard.press('Shift+F12');

		// Then each is listed with its line
		expect(await help.usesSaid()).toEqual([
			`line ${lineOf('[days, reason]')} - [days, reason]`,
			`line ${lineOf('- name: days')} - name: days defined here`,
			`line ${lineOf('days > 10')} - conditions: days > 10 and reason != ""`,
			`line ${lineOf('form.days')} notify_requestor: You have \${form.days} days.`,
		]);

		// When one of them is chosen
		await help.uses.last().click();

		// Then it is selected in the text
		await app.status.getByText(`Ln ${lineOf('form.days')}, `).waitFor();
		expect(await editor.selected()).toBe('days');

		// and the list follows the text: a line above moves them all
		await app.page.keyboard.press('Control+Home');
		await app.page.keyboard.press('Enter');
		await help.uses
			.last()
			.getByText(`line ${lineOf('form.days') + 1}`, { exact: true })
			.waitFor();
	});

	test('a name leads to where it is defined, by key and by Ctrl and a click', async ({ app }) => {
		const { editor } = app.design;
		await given(app, LEAVE);

		await editor.caretAt(LEAVE, 'hr\n');
		await app.page.keyboard.press('F12');
		await app.status.getByText(`Ln ${lineOf('  hr:')}, `).waitFor();
		expect(await editor.selected()).toBe('hr');

		await editor
			.word('reason != ""', 'days > 10 and reason != ""')
			.click({ modifiers: ['Control'], position: { x: 8, y: 8 } });
		await app.status.getByText(`Ln ${lineOf('- name: days')}, `).waitFor();
		expect(await editor.selected()).toBe('days');
		expect(await editor.text()).toBe(LEAVE);
	});
});

describe('what is said of a place', () => {
	test('the pointer over a key, and a key pressed at a name, show what they mean', async ({ app }) => {
		const { editor, help } = app.design;
		await given(app, LEAVE);
		await editor.caretAt(LEAVE, 'days > 10');

		// When the pointer rests on a key of the language
		await editor.word('type: conditional_split', 'type').hover();

		// Then its documentation is shown, and goes with the pointer
		await help.card.getByText('What kind of step it is').waitFor();
		await app.titleBar.hover();
		await help.card.waitFor({ state: 'detached' });

		// When a name of the person's own is explained
		await app.page.keyboard.press('Control+F1');

		// Then its kind, its label and its type are told, until Esc
		await help.card.getByText('field days').waitFor();
		expect(await help.card.innerText()).toMatch(/How many days\s+Type: number/);
		await app.page.keyboard.press('Escape');
		await help.card.waitFor({ state: 'detached' });
		expect(await editor.text()).toBe(LEAVE);
	});
});

describe('a suggestion', () => {
	test('writes a field, a section or an approver, and undo takes it back', async ({ app }) => {
		const { editor, help } = app.design;
		await given(app, LEAVE);
		for (const { from, typed, label } of [
			{ from: 'days > 10', typed: 'day', label: 'days' },
			{ from: 'request]', typed: 'req', label: 'request' },
			{ from: '${requestor.manager}', typed: 'man', label: '${requestor.manager}' },
		]) {
			// Given a text in which it is missing
			await editor.replace(LEAVE.replace(from, () => from.slice(label.length)));

			// When its beginning is typed and the suggestion taken
			await editor.caretAt(LEAVE, from);
			await app.page.keyboard.type(typed);
			await help.suggestion(label).click();

			// Then it is written, and nothing is wrong
			await eventually(() => editor.text()).toBe(LEAVE);
			await app.problems.drawn();
			expect(await app.problems.underlined.count()).toBe(0);
			// and one step of undo leaves what was typed
			await app.page.keyboard.press('Control+z');
			expect(await editor.text()).toBe(LEAVE.replace(from, () => typed + from.slice(label.length)));
		}
	});
});

describe('a suggested step', () => {
	test('is filled in from one value to the next with Tab', async ({ app }) => {
		const { editor, help } = app.design;
		await given(app, LEAVE);
		const { keyboard } = app.page;

		// When a new step is taken from the suggestions and its values are typed over
		await editor.caretAt(LEAVE, '  finished:\n');
		await keyboard.press('End');
		await keyboard.press('ArrowUp');
		await keyboard.press('End');
		await keyboard.press('Enter');
		await keyboard.press('Shift+Tab');
		await keyboard.press('Shift+Tab');
		await keyboard.press('Control+Space');
		await help.suggestion('new decision').click();
		await keyboard.type('board');
		await keyboard.press('Tab');
		await keyboard.type('The board');
		await keyboard.press('Tab');
		await keyboard.press('Tab');
		await keyboard.type('board_secretary');
		await keyboard.press('Tab');
		await keyboard.type(' # for good');

		// Then the step is the person's own
		const step = `  board:
    name: The board
    type: decision
    approver: board_secretary
    on_approve:
      end_workflow: true
    on_reject:
      end_workflow: true # for good
`;
		expect(await editor.text()).toBe(LEAVE.replace('  finished:\n', () => `${step}  finished:\n`));
	});
});

describe('the panel below the editor', () => {
	test('is as high as the person drags it, also after a reload', async ({ app }) => {
		const { edge, height } = app.problems;
		await given(app, LEAVE);
		await app.problems.count.click();
		const usual = await height();
		const box = await edge.boundingBox();
		if (!box) throw new Error('the edge is not shown');
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];

		// When its upper edge is dragged up
		await app.page.mouse.move(x, y);
		await app.page.mouse.down();
		await app.page.mouse.move(x, y - 80, { steps: 4 });
		await app.page.mouse.up();

		// Then it is higher, and says so
		expect(await height()).toBe(usual + 80);
		expect(await edge.getAttribute('aria-valuenow')).toBe(String(usual + 80));

		// When it is moved by keys
		await edge.focus();
		await app.page.keyboard.press('ArrowUp');
		await app.page.keyboard.press('ArrowUp');
		await app.page.keyboard.press('ArrowDown');
		expect(await height()).toBe(usual + 96);

		// Then it is as high when it is opened the next time, and the description still folded
		await app.design.room.getByRole('button', { name: 'Fold the description' }).click();
		await app.reload();
		await app.design.room.getByRole('button', { name: 'Unfold the description' }).click();
		await app.problems.count.click();
		expect(await height()).toBe(usual + 96);
		// however small the window has become, the editor keeps some lines
		await edge.press('End');
		await app.page.setViewportSize({ width: 900, height: 600 });
		const text = await app.design.room.locator('.editor').boundingBox();
		expect(text?.height).toBeGreaterThan(90);
		await eventually(() => edge.getAttribute('aria-valuenow')).toBe(String(await height()));
		// and Enter brings the usual height back
		await app.page.setViewportSize({ width: 1440, height: 900 });
		await edge.press('Enter');
		expect(await height()).toBe(usual);
	});
});

/** The line of LEAVE on which a part of it stands. */
function lineOf(part: string): number {
	return LEAVE.slice(0, LEAVE.indexOf(part)).split('\n').length;
}

describe('typing', () => {
	test('in a long text keeps the path of the keys to the caret', async ({ app }) => {
		// Given more steps than a person has in sight
		const steps = Array.from(
			{ length: 60 },
			(_, i) =>
				`  step_${i}:\n    name: Step ${i}\n    type: decision\n    approver: ana@example.com\n    on_approve:\n      continue_to: step_${i + 1}\n`,
		);
		const long = LEAVE.replace('  finished:\n', `${steps.join('')}  finished:\n`);
		await given(app, long);

		// When a letter is typed into the name of a step in the middle
		await app.design.editor.caretAt(long, 'Step 30');
		await app.page.keyboard.press('x');

		// Then the path leads there, and not through a step before it
		const path = app.design.room.getByRole('navigation', { name: 'Keys that lead to the caret' });
		await path.getByRole('button', { name: 'name', exact: true }).waitFor();
		expect(await path.getByRole('button').allTextContents()).toEqual(['workflow', 'step_30', 'name']);
		await eventually(() =>
			app.page.evaluate(() => document.querySelectorAll('.cm-lineNumbers .cm-step').length),
		).toBe(6);
	});

	test('goes on at a caret that blinks', async ({ app }) => {
		await given(app, LEAVE);
		const carets = app.page.locator('.editor .cm-cursorLayer');
		const seen = () => carets.evaluate((layer) => getComputedStyle(layer).visibility);
		for (const next of ['hidden', 'visible', 'hidden', 'visible']) await eventually(seen).toBe(next);
	});
});
