import type { Page } from 'playwright-core';
import { describe } from 'vitest';
import { test } from './harness/test';
import { tell } from './harness/told';
import { part, typed } from './harness/typing';
import type { App } from './pages';

const STEPS = 200;

/** A workflow of 200 steps: decisions in a row, every tenth a split that one of two decisions is left out of. */
function large(): string {
	const steps = Array.from({ length: STEPS }, (_, i) => {
		const next = i < STEPS - 1 ? `step_${i + 1}` : 'finished';
		if (i % 10 === 3 && i < STEPS - 3) {
			return `  step_${i}:
    name: Split ${i}
    type: conditional_split
    choices:
      - conditions: days > ${i}
        continue_to: step_${i + 2}
    default:
      continue_to: ${next}
`;
		}
		return `  step_${i}:
    name: Step ${i}
    type: decision
    approver: approver${i}@example.com
    on_approve:
      continue_to: ${next}
    on_reject:
      end_workflow: true
`;
	}).join('');
	return `name: Large
form:
  fields:
    - name: days
      type: number
      label: Days
workflow:
${steps}  finished:
    name: Finished
    type: end
`;
}

/** Opens the large workflow, with the pane as it is at the first start, and waits until it is drawn. */
async function open(app: App): Promise<void> {
	await app.start.empty.click();
	await app.design.editor.content.waitFor();
	await app.design.editor.replace(large());
	await app.diagram.step('step_0').waitFor();
	await app.problems.drawn();
}

/** How long each frame took while something went on, in ms. */
async function frames(page: Page, during: () => Promise<void>): Promise<number[]> {
	await page.evaluate(() => {
		const measured = { on: true, took: [] as number[] };
		(window as unknown as { measured: typeof measured }).measured = measured;
		let before = performance.now();
		const tick = (now: number) => {
			measured.took.push(now - before);
			before = now;
			if (measured.on) requestAnimationFrame(tick);
		};
		requestAnimationFrame(tick);
	});
	await during();
	return page.evaluate(() => {
		const { measured } = window as unknown as { measured: { on: boolean; took: number[] } };
		measured.on = false;
		// The first one began before anything went on.
		return measured.took.slice(1);
	});
}

function rate(took: number[]): number {
	return 1000 / (took.reduce((sum, one) => sum + one, 0) / took.length);
}

describe('a diagram of 200 steps', () => {
	test('how smoothly it moves and grows', async ({ app, browser }) => {
		await open(app);
		const box = await app.diagram.pane.boundingBox();
		if (!box) throw new Error('the pane is not shown');
		const { mouse } = app.page;
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
		await mouse.move(x, y);

		// A page with nothing but a box that moves, as large as the pane: what this machine can show at most.
		const empty = await browser.newPage({ viewport: app.page.viewportSize() });
		await empty.setContent(
			`<style>div { width: 800px; height: 800px; background: linear-gradient(red, blue); will-change: transform }</style><div></div>`,
		);
		await empty.evaluate(() => {
			const box = document.querySelector('div');
			addEventListener('wheel', ({ deltaY }) => {
				if (box) box.style.transform = `translateY(${(Number(box.dataset.at ?? 0) + deltaY) % 200}px)`;
			});
		});
		await empty.mouse.move(400, 300);

		const [bare, pan, zoom]: [number[], number[], number[]] = [[], [], []];
		for (let round = 0; round < 5; round++) {
			await empty.bringToFront();
			bare.push(
				...(await frames(empty, async () => {
					for (let i = 0; i < 60; i++) await empty.mouse.wheel(0, 40);
				})),
			);
			await app.page.bringToFront();
			await mouse.move(x, y);
			pan.push(
				...(await frames(app.page, async () => {
					for (let i = 0; i < 60; i++) await mouse.wheel(0, round % 2 ? -40 : 40);
				})),
			);
			zoom.push(
				...(await frames(app.page, async () => {
					await app.page.keyboard.down('Control');
					for (let i = 0; i < 60; i++) await mouse.wheel(0, i < 30 ? 24 : -24);
					await app.page.keyboard.up('Control');
				})),
			);
		}
		await empty.close();
		tell('Diagram', pan.length, {
			'fps/bare': rate(bare),
			'fps/moved': rate(pan),
			'fps/zoomed': rate(zoom),
			'moved/bare': rate(pan) / rate(bare),
			'zoomed/bare': rate(zoom) / rate(bare),
		});
	});

	// A key, and when what it typed is painted: with the pane beside the text and without it, in turn, because machines are noisy.
	test('what it costs the person who types beside it', async ({ app }) => {
		await open(app);
		const beside: number[] = [];
		const alone: number[] = [];
		for (let round = 0; round < 4; round++) {
			await app.design.editor.caretAt(large(), 'Step 120');
			beside.push(...(await typed(app.page)));
			await app.diagram.pane.getByRole('button', { name: 'Close the pane' }).click();
			await app.diagram.pane.waitFor({ state: 'detached' });
			await app.design.editor.caretAt(large(), 'Step 120');
			alone.push(...(await typed(app.page)));
			await app.page.keyboard.press('Control+1');
			await app.diagram.step('step_120').waitFor();
		}
		tell('DiagramTyping', beside.length, {
			'ms/beside': part(beside, 0.5),
			'ms/beside-p95': part(beside, 0.95),
			'ms/alone': part(alone, 0.5),
			'ms/alone-p95': part(alone, 0.95),
			'ms/cost': part(beside, 0.5) - part(alone, 0.5),
			'ms/cost-p95': part(beside, 0.95) - part(alone, 0.95),
		});
	});
});
