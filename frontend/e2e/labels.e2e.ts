import { describe } from 'vitest';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';

const text = (name: string, ...tags: string[]) =>
	`name: "${name}"\n${tags.length > 0 ? `tags:\n${tags.map((tag) => `  - ${tag}\n`).join('')}` : ''}# end\n`;

async function save(program: Program, workflows: Record<string, string[]>): Promise<void> {
	for (const [name, tags] of Object.entries(workflows)) {
		await program.save({ yaml_content: text(name, ...tags), prompt: '', version_comment: '' });
	}
}

const labelsOf = async (program: Program, id: number) =>
	(await program.command<{ workflows: { workflow_id: number; labels: string[] }[] }>('list')).workflows.find(
		(workflow) => workflow.workflow_id === id,
	)?.labels;

describe('labels', () => {
	test('filter the list, together with what is looked for', async ({ app, program }) => {
		await save(program, { Leave: ['hr'], Travel: ['finance', 'hr'], Loan: ['finance'], Parking: [] });
		await app.reload();
		const filter = app.workflows.getByRole('group', { name: 'Labels' });
		await filter.getByRole('button', { name: 'hr, 2 workflows' }).click();
		await app.row(/^Parking/).waitFor({ state: 'detached' });
		expect(await app.row(/^(Leave|Travel|Loan)/).count()).toBe(2);
		// a search finds among them only
		await app.page.keyboard.press('/');
		await app.page.locator('[data-find]:focus').waitFor();
		await app.page.keyboard.type('end');
		await app.workflows.locator('.found').first().waitFor();
		expect(await app.workflows.locator('.found').count()).toBe(2);
		await app.page.keyboard.press('Escape');
		await filter.getByRole('button', { name: 'All, 4 workflows' }).click();
		await app.row(/^Parking/).waitFor();
	});

	test('are added to the open workflow and removed, in its text, one step to undo each', async ({
		app,
		program,
		home,
	}) => {
		await save(program, { Leave: ['hr'], Travel: ['finance'] });
		await app.reload();
		await app.row(/^Leave/).click();
		await app.design.editor.content.waitFor();
		await app.palette.open('Control+Shift+p');
		await app.palette.choose('labels', 'Labels');
		const dialog = app.page.getByRole('dialog', { name: 'Labels of Leave' });
		await dialog.getByRole('combobox', { name: 'Add a label' }).fill('Head office');
		await app.page.keyboard.press('Enter');
		await dialog.getByRole('button', { name: 'Remove the label Head office' }).waitFor();
		const typed = () => home.drafts()[0]?.yaml_content;
		await eventually(typed).toBe(text('Leave', 'hr', 'Head office'));
		await dialog.getByRole('button', { name: 'Remove the label hr' }).click();
		await eventually(typed).toBe(text('Leave', 'Head office'));
		await app.page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		await app.titleBar.getByRole('button', { name: /Labels:\s*Head office/ }).waitFor();
		await app.save('Another office');
		expect(home.workflowFile(1)).toBe(text('Leave', 'Head office'));
		expect(await labelsOf(program, 1)).toEqual(['Head office']);

		await app.design.editor.content.focus();
		await app.page.keyboard.press('Control+z');
		await eventually(() => app.design.editor.text()).toBe(text('Leave', 'hr', 'Head office'));
	});

	test('are given to many at once, each in a new version, and taken back', async ({ app, program, home }) => {
		await save(program, { Leave: ['hr'], Travel: [], Loan: [] });
		await app.reload();
		// selected by keyboard and by mouse
		await app.row(/^Leave/).focus();
		await app.page.keyboard.press('x');
		await app.row(/^Selected: Leave/).waitFor();
		await app.row(/^Travel/).click({ modifiers: ['Control'] });
		const bar = app.files.selected;
		await bar.getByText('2 selected').waitFor();
		await bar.getByRole('button', { name: 'Label', exact: true }).click();
		await bar.getByRole('combobox', { name: 'Add a label' }).fill('people');
		await app.page.keyboard.press('Enter');
		await app.toast.getByText('2 workflows labelled “people”').waitFor();
		expect(home.workflowFile(1)).toBe(text('Leave', 'hr', 'people'));
		expect([await labelsOf(program, 2), await labelsOf(program, 3)]).toEqual([['people'], []]);
		expect((await program.versions(2)).length).toBe(2);
		await bar.waitFor({ state: 'detached' });

		await app.toast.getByRole('button', { name: 'Undo' }).click();
		await eventually(() => labelsOf(program, 2)).toEqual([]);
		await eventually(() => home.workflowFile(1)).toBe(text('Leave', 'hr'));
	});
});
