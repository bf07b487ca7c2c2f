import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'vitest';
import type { App } from '../pages';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No serious or critical finding of axe on what is on the screen now. */
export async function clean(app: App, where: string): Promise<void> {
	await app.still();
	await app.page.evaluate(axe);
	const { violations } = await app.page.evaluate(() =>
		(window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		}),
	);
	const grave = violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
	// Rooms scroll, the window never does.
	const scrolled = await app.page.evaluate(() => document.scrollingElement?.scrollTop);
	expect.soft(scrolled, `the window on ${where}`).toBe(0);
	// Soft: one run tells of all screens.
	expect.soft(grave, `on ${where}`).toEqual([]);
}
