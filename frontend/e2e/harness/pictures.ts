import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../pages';
import { laptop } from './browser';
import { artifacts, pictures } from './tools';

/** Takes one picture of each theme; of other sizes as well, to be looked at only. */
export async function shoot(app: App, name: string): Promise<void> {
	const sizes = { small: { width: 900, height: 600 }, large: { width: 1920, height: 1080 } };
	for (const theme of ['light', 'dark'] as const) {
		await app.prefer(theme);
		for (const [size, viewport] of Object.entries(sizes)) {
			await app.page.setViewportSize(viewport);
			await picture(app, artifacts, `${name}-${theme}-${size}`);
		}
		if (laptop.viewport) await app.page.setViewportSize(laptop.viewport);
		await picture(app, pictures, `${name}-${theme}`);
	}
	await app.prefer('light');
}

async function picture(app: App, folder: string, name: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await app.page.mouse.move(0, 0);
	await app.still();
	await app.page.screenshot({ path: join(folder, `${name}.png`) });
}
