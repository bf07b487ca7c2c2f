import { describe } from 'vitest';
import { eventually, expect } from './harness/test';
import { test } from './harness/window';

describe('the window', () => {
	test('is enlarged by Ctrl with + and -, and is as it was with Ctrl 0', async ({
		open,
		display,
		program,
	}) => {
		await program.stop();
		await open();
		const before = await display.still();
		await display.press('ctrl+plus');
		await eventually(async () => (await display.look()).changed(before)).toBeGreaterThan(0.02);
		const larger = await display.still();
		await display.press('ctrl+plus');
		await eventually(async () => (await display.look()).changed(larger)).toBeGreaterThan(0.02);
		await display.press('ctrl+minus');
		await eventually(async () => (await display.look()).changed(larger)).toBeLessThan(0.005);
		await display.press('ctrl+0');
		await eventually(async () => (await display.look()).changed(before)).toBeLessThan(0.005);
		expect((await display.still()).changed(before)).toBeLessThan(0.005);
	});
});
