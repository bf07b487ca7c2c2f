import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { App } from '../pages';
import { artifacts, pictures, tools } from './tools';

const run = promisify(execFile);

/** The size of the pictures of the documentation, in pixels. */
const SIZE = { width: 1280, height: 800 };
/** Others, to be looked at only: PICTURES=all takes them as well, into the artifacts. */
const OTHERS = { small: { width: 900, height: 600 }, large: { width: 1920, height: 1080 } };

/** Takes one picture of each theme. */
export async function shoot(app: App, name: string): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		await app.prefer(theme);
		if (process.env.PICTURES === 'all') {
			for (const [size, viewport] of Object.entries(OTHERS)) {
				await app.page.setViewportSize(viewport);
				await picture(app, artifacts, `${name}-${theme}-${size}`);
			}
		}
		await app.page.setViewportSize(SIZE);
		await picture(app, pictures, `${name}-${theme}`);
	}
	await app.prefer('light');
}

/** Of 256 colours, which is more than the interface has but for shadows: a third of the size, and looks the same. */
async function picture(app: App, folder: string, name: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	mkdirSync(artifacts, { recursive: true });
	await app.page.mouse.move(0, 0);
	await app.still();
	expect(await app.page.evaluate(() => document.scrollingElement?.scrollTop), 'the window').toBe(0);
	const whole = join(artifacts, `${name}-whole.png`);
	await app.page.screenshot({ path: whole, caret: 'hide' });
	await run(tools.convert(), [
		whole,
		'+dither',
		'-colors',
		'256',
		'-strip',
		`png8:${join(folder, `${name}.png`)}`,
	]);
	rmSync(whole);
}
