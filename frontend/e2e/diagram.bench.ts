import { describe } from 'vitest';
import { test } from './harness/test';
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
async function frames(app: App, during: () => Promise<void>): Promise<number[]> {
	await app.page.evaluate(() => {
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
	return app.page.evaluate(() => {
		const { measured } = window as unknown as { measured: { on: boolean; took: number[] } };
		measured.on = false;
		// The first one began before anything went on.
		return measured.took.slice(1);
	});
}

function told(took: number[]): string {
	const rate = 1000 / (took.reduce((sum, one) => sum + one, 0) / took.length);
	return `${rate.toFixed(0)} frames a second, ${spread(took)}`;
}

describe('a diagram of 200 steps', () => {
	test('how smoothly it moves and grows', async ({ app }) => {
		await open(app);
		const box = await app.diagram.pane.boundingBox();
		if (!box) throw new Error('the pane is not shown');
		const { mouse } = app.page;
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
		await mouse.move(x, y);

		const still = await frames(app, () => app.page.waitForTimeout(1_000));
		const pan = await frames(app, async () => {
			for (let i = 0; i < 90; i++) await mouse.wheel(0, 40);
		});
		const zoom = await frames(app, async () => {
			await app.page.keyboard.down('Control');
			for (let i = 0; i < 60; i++) await mouse.wheel(0, i < 30 ? 24 : -24);
			await app.page.keyboard.up('Control');
		});
		console.log(`A diagram of ${STEPS} steps (at least 60 frames a second where the screen has as many):
  while nothing moves: ${told(still)}
  moved by the wheel: ${told(pan)}
  made smaller and larger: ${told(zoom)}`);
	});

	// A key, and when what it typed is painted: with the pane beside the text and without it, in turn, because machines are noisy.
	test('what it costs the person who types beside it', async ({ app }) => {
		await open(app);
		const beside: number[] = [];
		const alone: number[] = [];
		for (let round = 0; round < 4; round++) {
			beside.push(...(await typed(app)));
			await app.diagram.pane.getByRole('button', { name: 'Close the pane' }).click();
			await app.diagram.pane.waitFor({ state: 'detached' });
			alone.push(...(await typed(app)));
			await app.page.keyboard.press('Control+1');
			await app.diagram.step('step_120').waitFor();
		}
		const [with95, without95] = [part(beside, 0.95), part(alone, 0.95)];
		console.log(`From a key to its letter on the screen, in a workflow of ${STEPS} steps (the diagram may cost at most 16 ms at p95):
  with the diagram: ${spread(beside)}
  without it: ${spread(alone)}
  so it costs ${(with95 - without95).toFixed(1)} ms at p95`);
	});
});

/** Types a name letter by letter, with pauses as people make them; from each key to the frame that shows it, in ms. */
async function typed(app: App): Promise<number[]> {
	const { page } = app;
	await app.design.editor.caretAt(large(), 'Step 120');
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

function part(took: number[], wanted: number): number {
	const sorted = [...took].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * wanted)] ?? 0;
}

function spread(took: number[]): string {
	const [median, p95, worst] = [0.5, 0.95, 1].map((at) => part(took, at).toFixed(1));
	return `median ${median} ms, p95 ${p95} ms, worst ${worst} ms of ${took.length}`;
}
