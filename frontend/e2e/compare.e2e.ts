import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';

describe('two versions', () => {
	test('are compared in words, in both diagrams and in the text, and the older one is restored', async ({
		app,
		program,
		home,
	}) => {
		// Given a workflow whose second version has another limit
		const template = await program.template('expense_approval');
		await app.start.template(template.name).click();
		await app.design.editor.content.waitFor();
		const first = await app.design.editor.text();
		await app.save('As the template has it');
		const limit = /conditions: .*?(\d{3,})/.exec(first)?.[1] ?? '';
		expect(limit).not.toBe('');
		const second = first.replace(limit, `${limit}9`);
		const file = join(home.root, 'second.yaml');
		writeFileSync(file, second);
		await program.commandText('save', file, '--workflow', '1', '--comment', 'A higher limit');
		await eventually(() => app.design.editor.text()).toBe(second);

		// When both are compared
		await app.page.keyboard.press('Control+Shift+h');
		await app.history.openVersion(2);
		await app.history.compare();

		// Then the change is told in words, shown in the text, and marked on the step in both diagrams
		expect(await app.history.changes.count()).toBe(1);
		await app.history.changes.getByText(`${limit}9`).first().waitFor();
		await eventually(() => app.history.linesAdded.allInnerTexts()).toEqual([
			expect.stringContaining(`${limit}9`),
		]);
		const marked = app.history.comparison.getByRole('region', { name: 'Both diagrams' }).locator('.changed');
		await eventually(() => marked.count()).toBeGreaterThan(1);

		// When the older one is restored from there
		await app.history.comparison.getByRole('button', { name: 'Restore v1' }).click();
		await app.toast.getByText('Version 1 is the latest again, as version 3').waitFor();

		// Then it is a version of its own on top, and nothing else is gone
		expect(home.workflowFile(1)).toBe(first);
		expect((await program.versions(1)).map((v) => v.number)).toEqual([3, 2, 1]);
		expect(home.versionFile(1, (await program.versions(1))[1]?.local_id ?? '')).toBe(second);
	});
});
