import { laptop } from './harness/browser';
import { test } from './harness/test';
import { tell } from './harness/told';
import { bareEditor, part, typed, worked } from './harness/typing';

const KEYS = 150;

/** A workflow of about 3,000 lines, each step leading to the next. */
function large(): string {
	const steps = Array.from({ length: 330 }, (_, i) => {
		const next = i < 329 ? `step_${i + 1}` : 'finished';
		return `  # What step ${i} is for
  step_${i}:
    name: Step ${i}
    type: decision
    approver: approver${i}@example.com
    on_approve:
      continue_to: ${next}
    on_reject:
      continue_to: finished
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

// From a key until its problems are drawn.
test('how long problems take to be drawn after the last key', async ({ app }) => {
	const text = large();
	await app.start.empty.click();
	const { editor } = app.design;
	await editor.content.waitFor();
	await editor.replace(text);
	await app.problems.drawn();
	await editor.content.focus();
	await app.page.keyboard.press('Control+End');

	await app.page.evaluate(() => {
		const host = document.querySelector('.editor');
		if (!host) throw new Error('there is no editor');
		const measured = { pressed: 0, took: [] as number[] };
		(window as unknown as { measured: typeof measured }).measured = measured;
		host.addEventListener('keydown', () => (measured.pressed = performance.now()), true);
		new MutationObserver(() => {
			if (!host.hasAttribute('data-checked')) return;
			// The next frame is the one that shows it.
			requestAnimationFrame(() => measured.took.push(performance.now() - measured.pressed));
		}).observe(host, { attributeFilter: ['data-checked'] });
	});
	for (let i = 0; i < KEYS; i++) {
		await app.page.keyboard.press('x');
		await app.page.waitForFunction(
			(n) => (window as unknown as { measured: { took: number[] } }).measured.took.length > n,
			i,
		);
	}

	const took = await app.page.evaluate(
		() => (window as unknown as { measured: { took: number[] } }).measured.took,
	);
	tell('Problems', took.length, { 'ms/p50': part(took, 0.5), 'ms/p95': part(took, 0.95) });
});

// From a key until its letter is painted, with the diagram of the file beside it, and without; and in an editor that has nothing to do.
test(
	'how long a letter takes to be painted in a long file with its diagram',
	{ timeout: 600_000 },
	async ({ app, browser }) => {
		const text = large();
		await app.start.empty.click();
		await app.design.editor.content.waitFor();
		await app.design.editor.replace(text);
		await app.diagram.step('step_0').waitFor();
		await app.problems.drawn();
		const empty = await browser.newPage(laptop);
		await bareEditor(empty);

		const [bare, alone, ours]: [number[], number[], number[]] = [[], [], []];
		let [bareWorked, aloneWorked, oursWorked] = [0, 0, 0];
		for (let round = 0; round < 3; round++) {
			await empty.bringToFront();
			bareWorked += await worked(empty, async () => void bare.push(...(await typed(empty))));
			await app.page.bringToFront();
			// Each time in a line of its own, which stays as long as people's lines are.
			await app.design.editor.caretAt(text, `Step ${120 + 40 * round}`);
			oursWorked += await worked(app.page, async () => void ours.push(...(await typed(app.page))));
			await app.diagram.close.click();
			await app.design.editor.caretAt(text, `Step ${140 + 40 * round}`);
			aloneWorked += await worked(app.page, async () => void alone.push(...(await typed(app.page))));
			await app.diagram.show.click();
			await app.diagram.pane.locator('.svelte-flow__node').first().waitFor();
		}
		await empty.close();
		tell('Typing', ours.length, {
			'ms/bare': part(bare, 0.5),
			'ms/bare-p95': part(bare, 0.95),
			'ms/bare-worked': bareWorked / bare.length,
			'ms/ours': part(ours, 0.5),
			'ms/ours-p95': part(ours, 0.95),
			'ms/ours-worked': oursWorked / ours.length,
			'ms/alone': part(alone, 0.5),
			'ms/alone-p95': part(alone, 0.95),
			'ms/alone-worked': aloneWorked / alone.length,
		});
	},
);
