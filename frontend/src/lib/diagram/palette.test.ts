import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PALETTE } from './palette';

it.each(['light', 'dark'] as const)('has the colours of the page in the %s theme', (theme) => {
	const css = readFileSync(new URL('../look/tokens.css', import.meta.url), 'utf8');
	const [light = '', dark = ''] = css.split(":root[data-theme='dark']");
	const tokens = theme === 'light' ? light : dark;
	for (const [name, colour] of Object.entries(PALETTE[theme])) {
		expect(new RegExp(`--${name}: (#\\w+)`).exec(tokens)?.[1], name).toBe(colour);
	}
});
