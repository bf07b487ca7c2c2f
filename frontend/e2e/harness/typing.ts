import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';

/** Types letter by letter where the caret is, with pauses as people make them; from each key to the frame that shows it, in ms. */
export async function typed(page: Page): Promise<number[]> {
	await page.evaluate(() => {
		const host = document.querySelector('.editor');
		if (!host) throw new Error('there is no editor');
		const took: number[] = [];
		const listen = (event: Event) => {
			// When the key went down, not when the page came to hear of it.
			const began = event.timeStamp;
			// The frame that shows it has been made when the task after it runs.
			requestAnimationFrame(() => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => took.push(performance.now() - began);
				port2.postMessage(null);
			});
		};
		host.addEventListener('keydown', listen, true);
		const stop = () => (host.removeEventListener('keydown', listen, true), took);
		(window as unknown as { stop: () => number[] }).stop = stop;
	});
	for (let i = 0; i < 42; i++) {
		await page.keyboard.press(i % 12 === 11 ? 'Space' : 'x');
		// Long enough for a diagram to be asked for and drawn in between, and short enough to come into its way.
		await page.waitForTimeout(i % 6 === 5 ? 220 : 70);
	}
	return page.evaluate(() => (window as unknown as { stop: () => number[] }).stop());
}

/** How long the page's main thread works while something goes on, in ms: its own time, however busy the machine is. */
export async function worked(page: Page, during: () => Promise<void>): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const read = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
	};
	const before = await read();
	await during();
	const after = await read();
	await session.detach();
	return after - before;
}

/** Opens a page that has nothing but an empty CodeMirror, and puts the caret into it. */
export async function bareEditor(page: Page): Promise<void> {
	const entry = fileURLToPath(new URL('../bare/editor.ts', import.meta.url));
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: { write: false, rolldownOptions: { input: entry } },
	});
	const [part] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
	if (part?.type !== 'chunk') throw new Error('the bare editor was not built');
	await page.setContent('<!doctype html><title>Empty editor</title>');
	await page.addScriptTag({ content: part.code, type: 'module' });
	await page.locator('.cm-content').click();
}

/** The value below which this share of all lies. */
export function part(took: number[], wanted: number): number {
	const sorted = [...took].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * wanted)] ?? 0;
}
