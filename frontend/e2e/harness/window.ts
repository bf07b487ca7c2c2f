import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child';
import { Display } from './display';
import type { Template } from './program';
import { eventually, test as base } from './test';
import { artifacts, pictures, tools } from './tools';

export interface Stage {
	display: Display;
	/** Opens the real window, with the folders of `home`, and waits until its first content is on the screen. */
	open: () => Promise<Child>;
	/** Takes pictures of the screen into a folder "window": of the artifacts, or of the documentation. */
	keep: (where: 'artifacts' | 'pictures') => (name: string) => Promise<void>;
}

/** A test with a display of its own; what it showed last is kept. */
export const test = base.extend<Stage>({
	// eslint-disable-next-line no-empty-pattern -- vitest asks for a pattern
	display: async ({}, use) => {
		const display = await Display.start();
		await use(display);
		await display.stop();
	},
	keep: async ({ display }, use) => {
		await use((where) => async (name) => {
			const folder = join(where === 'pictures' ? pictures : artifacts, 'window');
			mkdirSync(folder, { recursive: true });
			await display.keep(join(folder, `${name}.png`));
		});
	},
	open: async ({ display, home, task }, use) => {
		const opened: Child[] = [];
		await use(async () => {
			const window = await Child.start(tools.window(), [], {
				cwd: home.root,
				env: { ...home.env, DISPLAY: display.name },
			});
			opened.push(window);
			await window.says(/first paint/, 'stderr');
			await display.focus('Workflow Designer');
			return window;
		});
		mkdirSync(artifacts, { recursive: true });
		await display.keep(join(artifacts, `window-${task.name.split(' ')[0]}.png`));
		for (const window of opened) await window.stop();
	},
});

/** Waits until the editor has drawn its text: the current line's number stands on this colour, and nothing else. */
export async function editorDrawn(display: Display): Promise<void> {
	await eventually(async () => (await display.look()).of('#f4f6fb')).toBeGreaterThan(0.0005);
}

/** The template that stands last on the first screen, where they are in the order of their categories. */
export function lastTemplate(templates: Pick<Template, 'id' | 'category'>[]): string {
	const last = templates
		.map(({ category }) => category)
		.sort()
		.at(-1);
	return templates.findLast(({ category }) => category === last)?.id ?? '';
}
