import { describe } from 'vitest';
import { eventually, expect } from './harness/test';
import { editorDrawn, lastTemplate, test } from './harness/window';

describe('the window', () => {
	test('draws the diagram beside the text, and walks in it by keys', async ({
		open,
		display,
		home,
		program,
	}) => {
		// Given a template in the window
		const last = lastTemplate(await program.templates());
		const { yaml } = await program.template(last);
		await program.stop();
		await open();
		await display.press('shift+F6', 'shift+Tab', 'Return');
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
		await editorDrawn(display);

		// Then its steps are drawn: their lines have a colour that nothing else has
		await eventually(async () => (await display.look()).of('#98a0ae')).toBeGreaterThan(0.0005);

		// When the first step is gone to
		const before = await display.still();
		await display.press('ctrl+e', 'Home');
		// Then it is selected, and its details are shown below
		await eventually(async () => (await display.look()).changed(before)).toBeGreaterThan(0.03);
		expect((await display.look()).of('#2c5be0')).toBeGreaterThan(0.0005);
	});
});
