import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { clean } from './harness/clean';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';
import type { Program } from './harness/program';

const everyType = readFileSync(
	fileURLToPath(new URL('../../backend/approvalml/form/testdata/every-type.yaml', import.meta.url)),
	'utf8',
);

/** Opens a template, and the form beside its text. */
async function given(app: App, program: Program, template: string): Promise<string> {
	const { name, yaml } = await program.template(template);
	await app.go('Templates');
	await app.start.template(name).click();
	await app.design.editor.content.waitFor();
	await app.form.open();
	return yaml;
}

/** Opens a text in an empty workflow, and the form beside it. */
async function givenText(app: App, yaml: string): Promise<void> {
	await app.start.empty.click();
	await app.design.editor.content.waitFor();
	await app.design.editor.replace(yaml);
	await app.form.open();
}

/** The focus is on the control of a field. */
function focused(app: App, field: string): Promise<boolean> {
	return app.page.evaluate(
		(name) =>
			document.activeElement?.closest(`[data-field="${name}"]`) !== null && document.activeElement !== null,
		field,
	);
}

describe('the form of a workflow', () => {
	test('is filled in, with totals and what is missing', async ({ app, program }) => {
		await given(app, program, 'invoice_approval');
		const { form } = app;

		// Given an empty form, which counts what is open
		await form.state.getByText('places to fill in or mend').waitFor();
		expect(await form.field('Supplier').getAttribute('aria-invalid')).toBeNull();

		// When line items are filled in, by the keyboard
		await form.field('Position, row 1').fill('Desk chair');
		await form.field('Quantity, row 1').fill('12');
		await form.field('Unit price, row 1').fill('380.50');
		await form.field('Tax in %, row 1').fill('20');
		await form.pane.getByRole('button', { name: 'Add a row' }).click();
		expect(await form.field('Position, row 2').evaluate((node) => node === document.activeElement)).toBe(
			true,
		);
		await app.page.keyboard.type('Delivery');
		await form.field('Quantity, row 2').fill('1');
		await form.field('Unit price, row 2').fill('1,240');
		await form.field('Tax in %, row 2').fill('0');

		// Then cells, totals and fields are computed
		await eventually(() => form.field('Net, row 1').inputValue()).toBe('4,566.00');
		await eventually(() => form.field('Net total').inputValue()).toBe('5,806.00');
		await eventually(() => form.field('Tax total').inputValue()).toBe('913.20');
		await eventually(() => form.field('To pay').inputValue()).toBe('6,719.20');
		await form.told('lines').locator('tfoot').getByText('5,806.00').waitFor();
		expect(await form.field('Unit price, row 2').inputValue()).toBe('1,240.00');

		// and a wrong value is told where it stands, tied to its field
		const tax = form.field('Tax in %, row 2');
		await tax.fill('120');
		await tax.blur();
		await form.told('lines').getByText('At most 100.').waitFor();
		expect(await tax.getAttribute('aria-invalid')).toBe('true');
		const told = await tax.getAttribute('aria-describedby');
		expect(await app.page.locator(`[id="${told}"]`).innerText()).toBe('At most 100.');
		await tax.fill('5');
		await eventually(() => tax.getAttribute('aria-invalid')).toBeNull();

		// and a row that is removed counts no more, while the focus stays near
		await form.pane.getByRole('button', { name: 'Remove row 1' }).click();
		await eventually(() => form.field('Net total').inputValue()).toBe('1,240.00');
		await eventually(() =>
			form.pane
				.getByRole('button', { name: 'Remove row 1' })
				.evaluate((node) => node === document.activeElement),
		).toBe(true);

		// When it is asked what is open, the way leads from one place to the next
		await form.pane.getByRole('button', { name: 'Show the next' }).click();
		await eventually(() => form.field('Supplier').evaluate((node) => node === document.activeElement)).toBe(
			true,
		);
		await form.told('supplier').getByText('This is required.').waitFor();
		await app.page.keyboard.type('Steelmann');
		await form.told('supplier').getByText('This is required.').waitFor({ state: 'detached' });
		await form.field('Invoice number').fill('R-1');
		await form.field('Invoice date').fill('2026-10-15');
		await form.field('Due on').fill('2026-11-15');
		await form.field('Without one').check();
		await form
			.told('invoice_file')
			.locator('input')
			.setInputFiles({ name: 'r-1.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('x') });
		await form.told('invoice_file').getByText('Only these files: .pdf').waitFor();
		await form.pane.getByRole('button', { name: 'Remove r-1.exe' }).click();
		await form
			.told('invoice_file')
			.locator('input')
			.setInputFiles({ name: 'r-1.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
		await form.state.getByText('All required fields are filled').waitFor();
	});

	test('keeps what was typed while the text is edited, also while that is broken', async ({
		app,
		program,
	}) => {
		const yaml = await given(app, program, 'purchase_request');
		const { form, design } = app;
		await form.field('Why is it needed?').fill('Twelve chairs for Berlin');
		await form.field('Item, row 1').fill('Desk chair');

		// When the text gets another label
		await design.editor.replace(yaml.replace('label: Why is it needed?', 'label: Reason'));
		// Then the form follows, with what was typed
		await form.field('Reason').waitFor();
		expect(await form.field('Reason').inputValue()).toBe('Twelve chairs for Berlin');

		// When the text is broken
		await design.editor.replace(yaml.replace('fields:', 'fields: ['));
		await form.pane.getByText('As of the last text that could be read.').waitFor();
		// Then the last form stays, with what was typed
		expect(await form.field('Reason').inputValue()).toBe('Twelve chairs for Berlin');
		expect(await form.field('Item, row 1').inputValue()).toBe('Desk chair');

		// and when it is whole again, it is the form of the text
		await design.editor.replace(yaml);
		await form.field('Why is it needed?').waitFor();
		expect(await form.field('Why is it needed?').inputValue()).toBe('Twelve chairs for Berlin');
		expect(await form.field('Item, row 1').inputValue()).toBe('Desk chair');
	});

	test('is shown as each step shows it', async ({ app, program }) => {
		await given(app, program, 'contract_review');
		const { form } = app;
		// Given the requester's form, without the section that is filled in later
		await form.pane.getByRole('heading', { name: 'The contract' }).waitFor();
		expect(await form.pane.getByRole('heading', { name: 'Signature' }).count()).toBe(0);
		await form.field('Title').fill('Cleaning');

		// When it is shown to those who sign
		await form.showTo('Chief executive signs');

		// Then they read the first section and fill in the other
		const seen = form.pane.getByRole('group', { name: 'Chief executive signs' });
		await seen.getByText('Reads').waitFor();
		expect(await seen.getByRole('button').allInnerTexts()).toEqual(['The contract', 'Signature']);
		const title = form.field('Title');
		expect([await title.inputValue(), await title.getAttribute('readonly')]).toEqual(['Cleaning', '']);
		await form.field('Your name, as a signature').fill('Ines Roth');
		await form.pane.getByRole('button', { name: 'Clear the signature' }).click();

		// and with a pointer one signs by drawing
		const area = form.pane.getByRole('img', { name: 'Area to sign in' });
		const box = await area.boundingBox();
		if (!box) throw new Error('no area');
		await app.page.mouse.move(box.x + 20, box.y + 40);
		await app.page.mouse.down();
		await app.page.mouse.move(box.x + 80, box.y + 20, { steps: 4 });
		await app.page.mouse.up();
		await eventually(() => area.locator('polyline').count()).toBe(1);
		await form.pane.getByRole('button', { name: 'Clear the signature' }).click();
		await eventually(() => area.locator('polyline').count()).toBe(0);

		// and a section leads to its place in the text
		await seen.getByRole('button', { name: 'Signature' }).click();
		expect(await app.design.editor.selected()).toBe('signing');
	});

	test('has the width of a telephone or a tablet when asked', async ({ app, program }) => {
		await given(app, program, 'invoice_approval');
		const { form } = app;
		const top = async (name: string) => (await form.field(name).boundingBox())?.y ?? 0;
		expect(await form.width('Desktop')).toBeGreaterThan(400);
		expect(await top('Supplier')).toBe(await top('Invoice number'));
		expect(await form.width('Mobile')).toBe(360);
		expect(await top('Supplier')).toBeLessThan(await top('Invoice number'));
		// Line items are one below the other instead of a table
		expect(await form.pane.getByRole('table').count()).toBe(0);
		await form.pane
			.getByRole('listitem', { name: 'Row 1' })
			.getByRole('textbox', { name: 'Quantity, row 1' })
			.fill('2');
		expect(await form.width('Tablet')).toBeGreaterThan(400);
		expect(await form.field('Quantity, row 1').inputValue()).toBe('2');
	});

	test('hides and shows what its expressions say, and leads from a field to the text', async ({ app }) => {
		await givenText(app, everyType);
		const { form } = app;
		await form.pane.getByRole('button', { name: 'Fill with the test data' }).click();
		await eventually(() => form.field('Title').inputValue()).toBe('From the test');
		// A section is hidden while the total is small
		expect(await form.pane.getByRole('heading', { name: 'More' }).count()).toBe(0);
		await form.field('Each, row 1').fill('200');
		await form.pane.getByRole('heading', { name: 'More' }).waitFor();
		// and a field while another says so
		expect(await form.field(/^Which one/).count()).toBe(0);
		await form.field(/^Reason/).selectOption({ label: 'Another one' });
		await form.field(/^Which one/).waitFor();

		// From a field the keys lead to its place in the text
		await form.field('Price').focus();
		await app.page.keyboard.press('Control+e');
		expect(await app.design.editor.selected()).toBe('price');
		// and what is not shown says why
		await form.pane.getByText('fields are not shown here').click();
		await form.pane.getByText('on no section').first().waitFor();

		await form.pane.getByRole('button', { name: 'Clear the form' }).click();
		await eventually(() => form.field('Title').inputValue()).toBe('');
	});

	test('is filled in by the keyboard alone, also in the place of the text', async ({ app, program }) => {
		await given(app, program, 'expense_approval');
		const { form, page } = app;

		// When one goes into the form by keys, and from field to field
		await app.design.editor.content.focus();
		await page.keyboard.press('Control+e');
		await eventually(() => form.viewer.evaluate((node) => node === document.activeElement)).toBe(true);
		for (let n = 0; n < 9 && !(await focused(app, 'purpose')); n++) await page.keyboard.press('Tab');
		await page.keyboard.type('Visit in March');
		await page.keyboard.press('Tab');
		await page.keyboard.type('12');
		await page.keyboard.press('Tab');
		// Then the field that was left says what is wrong
		await form.told('cost_center').getByText('This does not match').waitFor();

		// When the form takes the place of the text, and its field is looked for there
		await page.getByRole('button', { name: 'Show the form alone' }).click();
		await app.design.editor.content.waitFor({ state: 'hidden' });
		await form.field('Purpose').focus();
		await page.keyboard.press('Control+e');
		// Then both are beside each other again, with the field selected
		await eventually(() => app.design.editor.selected()).toBe('purpose');

		// and what was typed is there after a look at the diagram
		await page.keyboard.press('Control+1');
		await form.pane.waitFor({ state: 'detached' });
		await form.open();
		expect(await form.field('Purpose').inputValue()).toBe('Visit in March');
		// and goes on as before
		await form.told('cost_center').getByText('This does not match').waitFor();
		await form.field('Cost center').fill('1234');
		await form.told('cost_center').getByText('This does not match').waitFor({ state: 'detached' });
		await form.field('Amount, row 1').fill('80');
		await eventually(() => form.field('Total amount').inputValue()).toBe('80.00');
		// Who comes back to a number by Tab types another in its place
		await form.field('Details, row 1').focus();
		await page.keyboard.press('Tab');
		await page.keyboard.type('1200');
		await eventually(() => form.field('Total amount').inputValue()).toBe('1,200.00');
	});

	test('speaks the language of the person, and takes numbers as it writes them', async ({ app }) => {
		await app.page.evaluate(() => localStorage.setItem('workflow-designer.language', 'id'));
		await app.reload();
		await app.page
			.getByRole('listitem')
			.getByRole('button')
			.filter({ hasText: 'Persetujuan faktur' })
			.click();
		await app.page.locator('.cm-content').first().waitFor();
		await app.page.keyboard.press('Control+2');
		const pane = app.page.getByRole('region', { name: 'Formulir', exact: true });
		await pane.getByText('tempat perlu diisi atau diperbaiki').waitFor();
		await pane.getByLabel('Quantity, baris 1').fill('12');
		await pane.getByLabel('Unit price, baris 1').fill('1.380,50');
		await eventually(() => pane.getByLabel('Net total').inputValue()).toBe('16.566,00');
		await pane.getByLabel('Quantity, baris 1').focus();
		expect(await pane.getByLabel('Unit price, baris 1').inputValue()).toBe('1.380,50');
	});

	describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
		test('shuts nobody out', async ({ app, program }) => {
			await app.prefer(theme);
			await given(app, program, 'expense_approval');
			await clean(app, 'an empty form');
			await app.form.pane.getByRole('button', { name: 'Show the next' }).click();
			await clean(app, 'what is missing in a form');
			await app.form.width('Mobile');
			await clean(app, 'the form of a telephone');
			await app.form.width('Desktop');
			await app.design.editor.replace(everyType);
			await app.form.field('Title').waitFor();
			await app.form.pane.getByRole('button', { name: 'Fill with the test data' }).click();
			await app.form.field('Each, row 1').fill('200');
			await app.form.pane.getByRole('heading', { name: 'More' }).waitFor();
			await app.form.pane.getByText('fields are not shown here').click();
			await clean(app, 'a form of every type');
			await app.form.showTo('Look');
			await app.form.pane.getByText('names no sections').waitFor();
			await clean(app, 'a form to read only');
			await app.design.editor.replace(everyType.replace('form:', 'form: ['));
			await app.form.pane.getByText('As of the last text').waitFor();
			await clean(app, 'a form that is older than its text');
		});
	});
});
