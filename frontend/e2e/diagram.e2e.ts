import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

const LEAVE = `name: Leave
form:
  fields:
    - name: days
      type: number
      label: Days # whole days, not hours
    - name: reason
      type: text
      label: Reason
workflow:
  review:
    name: Review
    type: decision
    approver: \${requestor.manager}
    on_approve:
      continue_to: length
    on_reject:
      end_workflow: true

  # Long leave needs HR.
  length:
    name: Short or long
    type: conditional_split
    choices:
      - conditions: days > 10
        continue_to: hr
    default:
      continue_to: finished
  hr:
    name: Human resources
    type: decision
    approver: hr_team
    on_approve:
      continue_to: finished
    on_reject:
      end_workflow: true
  finished:
    name: Finished
    type: end
`;

/** Opens a workflow with a text and waits until it is drawn. */
async function given(app: App, text = LEAVE): Promise<void> {
	await app.start.empty.click();
	await app.design.editor.content.waitFor();
	await app.design.editor.replace(text);
	await app.diagram.step('finished').waitFor();
}

describe('the diagram beside the text', () => {
	test('shows every step, and selects where the text does, both ways', async ({ app }) => {
		const { diagram, design } = app;
		await given(app);

		// Then those who do not see it hear the same
		expect(await diagram.options.allInnerTexts()).toEqual([
			'Review, decision, requestor.manager, 2 ways out',
			'Short or long, split, splits on days, 2 ways out',
			'Human resources, decision, hr_team, 2 ways out',
			'Finished, end',
		]);
		await diagram.words('days > 10').waitFor();

		// When a step is clicked
		await diagram.step('hr').click();
		// Then its key is selected in the text
		await app.status.getByText(`Ln ${lineOf('  hr:')}, `).waitFor();
		expect(await design.editor.selected()).toBe('hr');

		// When the caret goes into another step
		await design.editor.caretAt(LEAVE, 'days > 10');
		// Then that is looked at, with all about it
		await eventually(() => diagram.selected()).toBe('length');
		await eventually(() => diagram.control('Name').inputValue()).toBe('Short or long');
		await diagram.details.getByText('No gap, no overlap').waitFor();
		expect(await design.editor.text()).toBe(LEAVE);
	});

	test('moves to the step at the caret, unless it is told to stay', async ({ app }) => {
		const { diagram, design, page } = app;
		// Given a diagram that is longer than the pane
		const steps = Array.from({ length: 14 }, (_, i) => {
			const next = i < 13 ? `step_${i + 1}` : 'finished';
			return `  step_${i}:\n    name: Step ${i}\n    type: decision\n    approver: a\n    on_approve:\n      continue_to: ${next}\n`;
		});
		const long = LEAVE.replace(/ {2}review:[^]* {2}finished:/, () => `${steps.join('')}  finished:`);
		await given(app, long);
		const top = async () => (await diagram.step('step_0').boundingBox())?.y ?? NaN;
		const before = await top();

		// When the caret goes into its last step, then that comes into sight
		await design.editor.caretAt(long, 'Step 13');
		await eventually(top).toBeLessThan(before - 200);
		// and once it is there, it rests
		let moved = NaN;
		await eventually(async () => {
			const was = moved;
			await page.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
			);
			moved = await top();
			return moved - was;
		}).toBe(0);

		// When it is told to stay, it selects the step and stays
		await diagram.pane.getByRole('button', { name: 'Follows the cursor' }).click();
		await design.editor.caretAt(long, 'Step 1\n');
		await eventually(() => diagram.selected()).toBe('step_1');
		await app.still();
		expect(await top()).toBe(moved);
	});

	test('is walked through by keys, along its lines', async ({ app }) => {
		const { diagram, page } = app;
		await given(app);
		await page.keyboard.press('Control+e');
		await diagram.list.press('Home');
		await eventually(() => diagram.selected()).toBe('review');
		for (const [key, id] of [
			['ArrowDown', 'length'],
			['ArrowDown', 'hr'],
			['ArrowDown', 'finished'],
			['ArrowUp', 'hr'],
			['ArrowUp', 'length'],
		] as const) {
			await page.keyboard.press(key);
			await eventually(() => diagram.selected()).toBe(id);
		}
		// Enter goes to the details, Esc back
		await page.keyboard.press('Enter');
		await eventually(() => diagram.control('Name').evaluate((at) => at === document.activeElement)).toBe(
			true,
		);
		await page.keyboard.press('Escape');
		await eventually(() => diagram.list.evaluate((at) => at === document.activeElement)).toBe(true);
		// and the keys of the zoom change what is seen
		const scale = diagram.pane.getByTitle('Show at 100 %');
		await page.keyboard.press('0');
		await eventually(() => scale.innerText()).toBe('100%');
		await page.keyboard.press('-');
		await eventually(() => scale.innerText()).toBe('83%');
		await page.keyboard.press('f');
		await eventually(() => scale.innerText()).not.toBe('83%');
		// Ctrl E leads back to the text
		await page.keyboard.press('Control+e');
		await eventually(() => app.design.editor.content.evaluate((at) => at === document.activeElement)).toBe(
			true,
		);
	});
});

describe('what is changed in the diagram', () => {
	test('is written into the text, one step to undo each, and saved', async ({ app, home }) => {
		const { diagram, page } = app;
		const { editor } = app.design;
		await given(app);
		let text = LEAVE;
		/** Says what the text is now, after a change, and that one step of undo and redo goes back and forth. */
		const becomes = async (...changes: [from: string, to: string][]) => {
			const before = text;
			for (const [from, to] of changes) {
				expect(text).toContain(from);
				text = text.replace(from, () => to);
			}
			await eventually(() => editor.text()).toBe(text);
			await page.keyboard.press('Control+z');
			expect(await editor.text()).toBe(before);
			await page.keyboard.press('Control+Shift+Z');
			expect(await editor.text()).toBe(text);
		};

		// When a step is added to the way of short leave
		await diagram.words('otherwise').hover();
		await diagram.pane.locator('[data-plus="length|default"]').click();
		await diagram.choose(/^Decision/);
		await diagram.step('new_decision').waitFor();
		await becomes([
			'    default:\n      continue_to: finished\n',
			`    default:
      continue_to: new_decision
  new_decision:
    name: New decision
    type: decision
    approver: \${requestor.manager}
    on_approve:
      continue_to: finished
    on_reject:
      end_workflow: true
`,
		]);

		// named, and its key renamed with every use
		await diagram.step('new_decision').click();
		await diagram.write('Name', 'Team lead');
		await becomes(['name: New decision', 'name: Team lead']);
		await diagram.step('new_decision').click();
		await diagram.write('Step key', 'lead');
		await diagram.step('lead').waitFor();
		await becomes(['continue_to: new_decision', 'continue_to: lead'], ['  new_decision:', '  lead:']);

		// connected with another one
		await diagram.drag('lead', 'hr');
		await diagram.choose('When timeout, new');
		await becomes([
			'    on_reject:\n      end_workflow: true\n  hr:',
			'    on_reject:\n      end_workflow: true\n    on_timeout:\n      continue_to: hr\n  hr:',
		]);

		// When who decides, and from when on, is changed
		await diagram.step('hr').click();
		await diagram.write('Approver 1', 'people_team');
		await becomes(['approver: hr_team', 'approver: people_team']);
		await diagram.step('length').click();
		await diagram.write('Rule 1, Value', '15');
		await becomes(['days > 10', 'days > 15']);
		await diagram.control('Rule 1, Comparison').selectOption('>=');
		await becomes(['days > 15', 'days >= 15']);

		// and a step removed
		await diagram.step('lead').click();
		await page.keyboard.press('Delete');
		await diagram.step('lead').waitFor({ state: 'detached' });
		const begin = text.indexOf('  lead:');
		const gone = text.slice(begin, text.indexOf('  hr:', begin));
		await becomes(['      continue_to: lead\n', '      continue_to: finished\n'], [gone, '']);
		// and undo works in the diagram as well
		await page.keyboard.press('Control+e');
		await page.keyboard.press('Control+z');
		await diagram.step('lead').waitFor();
		await page.keyboard.press('Control+Shift+Z');
		await diagram.step('lead').waitFor({ state: 'detached' });

		// Then the program has kept exactly that, comments and all
		await app.save('Changed in the diagram');
		expect(home.workflowFile(1)).toBe(
			LEAVE.replace('hr_team', 'people_team').replace('days > 10', 'days >= 15'),
		);
	});

	test('is refused in words where it cannot be, and the field says again what is there', async ({
		app,
		watch,
	}) => {
		watch.expect(/status of 422/);
		const { diagram } = app;
		await given(app);
		await diagram.step('length').click();
		await diagram.write('Rule 1, Value', '10 and');
		await app.toast.getByText('This cannot be done').waitFor();
		await eventually(() => diagram.control('Rule 1, Value').inputValue()).toBe('10');

		await diagram.step('hr').click();
		await diagram.write('Step key', 'review');
		await app.toast.getByText(/review/).waitFor();
		await eventually(() => diagram.control('Step key').inputValue()).toBe('hr');
		expect(await app.design.editor.text()).toBe(LEAVE);
	});

	test('a rule is added to a split, moved and removed', async ({ app }) => {
		const { diagram } = app;
		const { editor } = app.design;
		await given(app);
		await diagram.step('length').click();

		await diagram.details.getByRole('button', { name: 'Add a rule' }).click();
		await diagram.control('A new rule leads to').selectOption({ label: 'Review' });
		await diagram.write('A new rule', 'days <= 0');
		const rule = '      - conditions: days <= 0\n        continue_to: review\n';
		const first = '      - conditions: days > 10\n        continue_to: hr\n';
		await eventually(() => editor.text()).toBe(LEAVE.replace(first, first + rule));

		await diagram.control('More of Rule 2').click();
		await diagram.choose('Ask earlier');
		await eventually(() => editor.text()).toBe(LEAVE.replace(first, rule + first));

		await diagram.step('length').click();
		await diagram.control('More of Rule 1').click();
		await diagram.choose('Remove this way');
		await eventually(() => editor.text()).toBe(LEAVE);
	});
});

test('while the text cannot be read, the last good diagram stays, greyed, and nothing can be changed in it', async ({
	app,
}) => {
	const { diagram } = app;
	await given(app);
	await diagram.step('hr').click();

	// When a line is broken
	const broken = LEAVE.replace('    name: Human resources', '    name: [Human resources');
	await app.design.editor.replace(broken);

	// Then it says so, and of when the diagram is
	await diagram.asOf.getByText(/^As of the text before line \d+ broke/).waitFor();
	expect(await diagram.step('hr').innerText()).toContain('Human resources');
	await diagram.step('hr').click();
	expect(await diagram.control('Name').isDisabled()).toBe(true);
	await diagram.details.getByText(/cannot be read\. Mend it first/).waitFor();
	await app.page.keyboard.press('Delete');
	await app.toast.getByText(/cannot be read\. Mend it first/).waitFor();
	expect(await app.design.editor.text()).toBe(broken);

	// and when it is mended all is as before
	await app.design.editor.replace(LEAVE);
	await diagram.asOf.waitFor({ state: 'detached' });
	await eventually(() => diagram.control('Name').isDisabled()).toBe(false);
});

describe('a diagram that is taken along', () => {
	test('is an SVG and a PNG of all of it', async ({ app }) => {
		const { diagram, page } = app;
		await given(app);
		const save = async (item: string) => {
			const download = page.waitForEvent('download');
			await diagram.pane.getByRole('button', { name: 'Take the diagram along' }).click();
			await diagram.choose(item);
			const file = await download;
			return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
		};

		const svg = await save('Save as SVG');
		expect(svg.name).toBe('leave.svg');
		for (const words of [
			'Request form, 2 fields',
			'Short or long',
			'Human resources',
			'days &gt; 10',
			'reject',
		]) {
			expect(svg.bytes.toString()).toContain(`>${words}</text>`);
		}
		const png = await save('Save as PNG');
		expect([png.name, png.bytes.subarray(1, 4).toString()]).toEqual(['leave.png', 'PNG']);
		const width = Number(/width="(\d+)"/.exec(svg.bytes.toString())?.[1]);
		expect(png.bytes.readUInt32BE(16)).toBe(width * 2);
	});

	test('comes alone, on one sheet of paper', async ({ app }) => {
		const { page } = app;
		await given(app);
		const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
		expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
		// and the page is as before
		await app.diagram.step('hr').click();
		expect(await page.locator('.print-sheet').count()).toBe(0);
	});
});

describe('the pane', () => {
	test('is as wide as the person drags it, and can be put away, also after a reload', async ({ app }) => {
		const { diagram, page } = app;
		await given(app);
		const before = (await diagram.pane.boundingBox())?.width ?? 0;
		await diagram.edge.focus();
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		await eventually(async () => (await diagram.pane.boundingBox())?.width).toBe(before - 32);
		await app.reload();
		await diagram.step('hr').waitFor();
		expect((await diagram.pane.boundingBox())?.width).toBe(before - 32);

		await diagram.pane.getByRole('button', { name: 'Close the pane' }).click();
		await diagram.pane.waitFor({ state: 'detached' });
		await page.keyboard.press('Control+1');
		await diagram.step('hr').waitFor();
	});

	test('takes turns with the text in a small window', async ({ app }) => {
		const { diagram, design, page } = app;
		await given(app);
		await page.setViewportSize({ width: 900, height: 600 });
		await diagram.pane.waitFor({ state: 'detached' });
		await page.keyboard.press('Control+e');
		await diagram.step('review').click();
		await diagram.write('Name', 'First review');
		await page.keyboard.press('Control+e');
		await design.editor.content.waitFor();
		await eventually(() => design.editor.text()).toBe(LEAVE.replace('name: Review', 'name: First review'));
		expect(await diagram.pane.count()).toBe(0);
	});
});

function lineOf(part: string): number {
	return LEAVE.slice(0, LEAVE.indexOf(part)).split('\n').length;
}
