/* eslint-disable no-empty-pattern -- vitest asks for a pattern even where a fixture needs no other */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { App } from '../pages';
import { laptop, launch } from './browser';
import { PATIENCE } from './child';
import { Home } from './home';
import { Minio } from './minio';
import { Program } from './program';
import { artifacts } from './tools';
import { Watch } from './watch';

export { expect } from 'vitest';

interface Stage {
	browser: Browser;
	home: Home;
	program: Program;
	watch: Watch;
	page: Page;
	/** The page in the browser, opened. */
	app: App;
	minio: Minio;
}

/** A test with a computer, a program, a browser and a MinIO of its own; it gets those that it names. */
export const test = base.extend<Stage>({
	browser: [
		async ({}, use) => {
			const browser = await launch();
			await use(browser);
			await browser.close();
		},
		{ scope: 'file' },
	],
	home: async ({}, use) => {
		const home = new Home();
		await use(home);
		home.remove();
	},
	program: async ({ home }, use) => {
		const program = new Program(home);
		await program.start();
		await use(program);
		await program.stop();
	},
	watch: async ({ program, page }, use) => {
		await use(new Watch(page, (url) => program.owns(url)));
	},
	page: async ({ browser }, use) => {
		const context = await browser.newContext(laptop);
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE);
		await use(page);
		await context.close();
	},
	app: async ({ program, page, watch, task }, use) => {
		const app = new App(page);
		await app.open(program.url);
		await use(app);
		if (watch.unexpected.length > 0 || task.result?.state === 'fail') await keep(page, task.name);
		expect(watch.unexpected, 'what the page did and may not do').toEqual([]);
	},
	minio: async ({}, use) => {
		const minio = new Minio();
		await minio.start();
		await use(minio);
		await minio.remove();
	},
});

/** Waits until something that is not on the page becomes true: a file, an answer of the program, an object. */
export function eventually<T>(look: () => T | Promise<T>) {
	return expect.poll(look, { timeout: PATIENCE, interval: 50 });
}

/** Keeps what a person would have seen when the test failed. */
async function keep(page: Page, name: string): Promise<void> {
	const path = join(artifacts, name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80));
	mkdirSync(artifacts, { recursive: true });
	await page.screenshot({ path: `${path}.png` });
	writeFileSync(`${path}.html`, await page.content());
}
