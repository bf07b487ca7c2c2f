import { describe } from 'vitest';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

async function save(program: Program, ...templates: string[]): Promise<void> {
	for (const id of templates) {
		const { yaml, prompt } = await program.template(id);
		await program.save({ yaml_content: yaml, prompt, version_comment: '' });
	}
}

/** Types into the field of the list, and waits until the program has answered that. */
async function search(app: App, text: string): Promise<void> {
	await app.page.keyboard.press('Control+Shift+F');
	const field = app.workflows.getByRole('textbox', { name: 'Find by name or text' });
	await app.page.locator('[data-find]:focus').waitFor();
	const asked = `q=${encodeURIComponent(text)}&`;
	const answer = app.page.waitForResponse((response) => response.url().includes(asked) && response.ok());
	await field.fill(text);
	await answer;
}

describe('searching all texts', () => {
	test('finds a step in the YAML and opens the text there, by keyboard alone', async ({ app, program }) => {
		await save(program, 'purchase_request', 'leave_request');
		await app.reload();
		// Given an edit that is not saved, which moves all lines
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		await app.palette.open('Control+k');
		await app.palette.choose('leave r', 'Leave request');
		await app.tabs.shows('leave-request.yaml');

		await search(app, 'finance_director_approval');
		const row = app.row(/^Purchase request in /);
		await row.waitFor();
		expect(await row.locator('mark').first().textContent()).toBe('finance_director_approval');
		await app.page.keyboard.press('ArrowDown');
		await app.page.locator('.found:focus').waitFor();
		await app.page.keyboard.press('Enter');
		await app.tabs.shows('purchase-request.yaml');
		await eventually(() => app.design.editor.selected()).toBe('finance_director_approval');
		await app.page.locator('.cm-content:focus').waitFor();
	});

	test('opens the place where it is now when unsaved edits have moved it', async ({ app, program, home }) => {
		await save(program, 'purchase_request');
		await app.reload();
		await app.row(/^Purchase/).click();
		const text = await app.design.editor.text();
		await app.design.editor.replace(`# one\n# two\n${text}`);
		await eventually(() => home.drafts().length).toBe(1);
		await search(app, 'finance_director_approval');
		await app.row(/^Purchase request in /).click();
		await eventually(() => app.design.editor.selected()).toBe('finance_director_approval');
	});

	test('finds a comment of an older version, and shows that version', async ({ app, program }) => {
		const { yaml, prompt } = await program.template('purchase_request');
		for (const comment of ['First', 'Lowered after the audit of May', 'Third']) {
			const more = { yaml_content: `${yaml}# ${comment}\n`, version_comment: comment, prompt };
			const exists = (await program.workflows()).length > 0;
			await program.save(exists ? { workflow_id: 1, ...more } : more);
		}
		await program.save({ workflow_id: 1, yaml_content: yaml, version_comment: 'Fourth', prompt });
		await app.reload();
		await search(app, 'audit may');
		const row = app.row(/in the comment of v2/);
		await row.waitFor();
		expect(await row.locator('mark').allTextContents()).toEqual(['audit', 'May']);
		await row.click();
		await app.history.room.getByRole('heading', { name: 'v2', exact: true }).waitFor();
	});

	test('finds a word of the description, and selects it there', async ({ app, program }) => {
		const { yaml } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt: 'Whoever asks, the zookeeper decides.', version_comment: '' });
		await app.reload();
		await search(app, 'zookeep');
		await app.row(/in the description/).click();
		await eventually(() => app.page.evaluate(() => {
			const field = document.activeElement;
			if (!(field instanceof HTMLTextAreaElement)) return '';
			return field.value.slice(field.selectionStart, field.selectionEnd);
		})).toBe('zookeep');
	}); // prettier-ignore

	test('says what there is not, follows a save, and is begun in the palette too', async ({
		app,
		program,
	}) => {
		await save(program, 'leave_request', 'purchase_request');
		await app.reload();
		await app.palette.open();
		await app.page.keyboard.type('hippopotamus');
		await app.palette.current.filter({ hasText: 'Search for “hippopotamus” in all texts' }).waitFor();
		await app.page.keyboard.press('Enter');
		await app.palette.gone();
		await app.workflows.getByText('No name, description, comment or YAML has “hippopotamus”.').waitFor();
		// What is saved meanwhile is found as soon as the list is read again
		const { yaml, prompt } = await program.template('leave_request');
		await program.save({
			workflow_id: 1,
			yaml_content: `${yaml}# a hippopotamus\n`,
			prompt,
			version_comment: '',
		});
		await app.page.evaluate(() => window.dispatchEvent(new Event('focus')));
		await app.row(/^Leave request in /).waitFor();
		// Escape shows all again
		await app.page.locator('[data-find]').press('Escape');
		await app.row(/^Purchase request/).waitFor();
		expect(await app.workflows.locator('.found').count()).toBe(0);
	});

	test('shows more when there is more', async ({ app, program }) => {
		for (let i = 1; i <= 25; i++) {
			await program.save({ yaml_content: `name: "W${i}"\n# giraffe\n`, prompt: '', version_comment: '' });
		}
		await app.reload();
		await search(app, 'giraffe');
		const found = app.workflows.locator('.found');
		await found.nth(19).waitFor();
		expect(await found.count()).toBe(20);
		await app.workflows.getByRole('button', { name: 'Show more' }).click();
		await found.nth(24).waitFor();
		expect(await app.workflows.getByRole('button', { name: 'Show more' }).count()).toBe(0);
	});
});
