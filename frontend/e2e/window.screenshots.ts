import { join } from 'node:path';
import { describe } from 'vitest';
import { eventually } from './harness/test';
import { pictures } from './harness/tools';
import { editorDrawn, lastTemplate, test } from './harness/window';

describe('the picture of the window', () => {
	test('shows a template that was opened in it', async ({ open, display, home, program }) => {
		const { yaml } = await program.template(lastTemplate(await program.templates()));
		await program.stop();
		await open();
		await display.press('shift+F6', 'shift+Tab', 'Return');
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
		await editorDrawn(display);
		await display.still();
		await display.keep(join(pictures, 'window.png'));
	});
});
