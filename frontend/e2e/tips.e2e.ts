import { describe } from 'vitest';
import { clean } from './harness/clean';
import { eventually, expect, test } from './harness/test';

const CALLED = 'Hide the list';

describe('The tip of an icon button', () => {
	test('is shown beside it for the pointer, with its keys, and goes when it leaves', async ({ app }) => {
		await app.ready();
		const tip = app.page.getByRole('tooltip');
		const button = app.page.getByRole('button', { name: CALLED }).first();
		await button.hover();
		await tip.waitFor();
		expect(await tip.innerText()).toMatch(new RegExp(`^${CALLED}\\s*\\S+`));
		const [of, at] = [await button.boundingBox(), await tip.boundingBox()];
		expect(at?.y).toBeGreaterThanOrEqual((of?.y ?? 0) + (of?.height ?? 0));
		await clean(app, 'the first screen with a tip');
		await app.page.getByRole('heading', { level: 1 }).first().hover();
		await eventually(() => tip.count()).toBe(0);
	});

	test('is shown for the keyboard, and sent away by Escape and by a press', async ({ app }) => {
		await app.ready();
		const tip = app.page.getByRole('tooltip');
		const button = app.page.getByRole('button', { name: CALLED }).first();
		await button.focus();
		await app.page.keyboard.press('Tab');
		await app.page.keyboard.press('Shift+Tab');
		await tip.waitFor();
		await app.page.keyboard.press('Escape');
		await eventually(() => tip.count()).toBe(0);
		await button.hover();
		await tip.waitFor();
		await app.page.mouse.down();
		await eventually(() => tip.count()).toBe(0);
	});

	test('does not cover the menu of its button, and stands beside it in a window drawn larger', async ({
		app,
	}) => {
		await app.ready();
		const tip = app.page.getByRole('tooltip');
		for (let larger = 0; larger < 4; larger++) await app.page.keyboard.press('Alt+=');
		const menu = app.page.getByRole('button', { name: 'More for all workflows' }).first();
		await menu.hover();
		await tip.waitFor();
		const [of, at] = [await menu.boundingBox(), await tip.boundingBox()];
		const middle = (box: typeof of) => (box?.x ?? 0) + (box?.width ?? 0) / 2;
		expect(Math.abs(middle(of) - middle(at))).toBeLessThan(24);
		await menu.click();
		await app.page.getByRole('menu').waitFor();
		await menu.dispatchEvent('pointerover', { pointerType: 'mouse', bubbles: true });
		await menu.focus();
		expect(await tip.count()).toBe(0);
	});
});
