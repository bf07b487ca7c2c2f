import { describe } from 'vitest';
import { eventually, test } from './test';

// If the watch saw nothing, every other test would pass too easily.
describe('the watch over the page', () => {
	test('sees what a page may not do', async ({ app, watch }) => {
		watch.expect(/./);
		// When the page does all of it
		await app.page.evaluate(() => {
			const script = document.createElement('script');
			script.src = 'http://elsewhere.invalid/script.js';
			document.head.append(script);
			new Image().src = 'http://elsewhere.invalid/picture.png';
			setTimeout(() => {
				throw new Error('nobody catches this');
			});
			console.error('this is said on the console');
		});
		await app.page.evaluate(() => fetch('/services/v1/admin/nothing-here'));

		// Then the watch has a complaint of each
		const complaints = () => watch.complaints.join('\n');
		await eventually(complaints).toMatch(
			/Content Security Policy.*script\.js|script\.js.*Content Security Policy/,
		);
		await eventually(complaints).toMatch(
			/Content Security Policy.*picture\.png|picture\.png.*Content Security Policy/,
		);
		await eventually(complaints).toContain('nobody catches this');
		await eventually(complaints).toContain('this is said on the console');
		await eventually(complaints).toContain('status of 404');
	});

	test('sees a request to anybody else', async ({ app, watch }) => {
		watch.expect(/./);
		// When the page is left for another host, which the policy cannot prevent
		await app.page.goto('http://elsewhere.invalid/').catch(() => null);
		// Then the watch has seen the request
		await eventually(() => watch.complaints.join('\n')).toContain('a request to http://elsewhere.invalid/');
	});
});
