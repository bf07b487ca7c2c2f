import { test } from './harness/test';

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
	took.sort((a, b) => a - b);
	const at = (part: number) =>
		(took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0).toFixed(0);
	console.log(
		`Problems drawn after the last key, ${text.split('\n').length} lines: median ${at(0.5)} ms, p95 ${at(0.95)} ms (at most 100)`,
	);
});
