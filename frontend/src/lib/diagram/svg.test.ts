// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { diagramOf } from './diagramForTests';
import { layOut } from './layout';
import { roughMeasure } from './measure';
import { PALETTE, type Theme } from './palette';
import { planOf } from './plan';
import { svgOf } from './svg';

const words = { form: (n: number) => `Form, ${n}`, finish: 'End', missing: (name: string) => `No ${name}` };
const LINES = ['a', 'split conditional_split', 'b end', 'a -approve> split', 'a -reject>', 'split -amount <= 5> b', 'split -otherwise> lost']; // prettier-ignore

function drawn(theme: Theme, title = 'Leave', lines = LINES): Document {
	const layout = layOut(planOf(diagramOf(...lines), { measure: roughMeasure, words }));
	const parsed = new DOMParser().parseFromString(svgOf(layout, theme, title), 'image/svg+xml');
	expect(parsed.querySelector('parsererror')).toBeNull();
	return parsed;
}

const texts = (svg: Document) => [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);

describe('a diagram as SVG', () => {
	it('has every step, every word of a way, and its size', () => {
		const svg = drawn('light');
		expect(texts(svg).sort()).toEqual([
			'Form, 3',
			'No lost',
			'a',
			'amount ≤ 5',
			'b',
			'otherwise',
			'reject',
			'split',
		]);
		const root = svg.documentElement;
		expect(root.getAttribute('viewBox')).toBe(
			`0 0 ${root.getAttribute('width')} ${root.getAttribute('height')}`,
		);
		expect(svg.querySelector('title')?.textContent).toBe('Leave');
	});

	it('needs nothing from elsewhere: no style sheet, no link, fonts by name with others to fall back to', () => {
		const svg = drawn('dark');
		expect(svg.querySelectorAll('style, link, image, use, script')).toHaveLength(0);
		const families = new Set(
			[...svg.querySelectorAll('text')].map((text) => text.getAttribute('font-family')),
		);
		expect([...families]).toEqual(["'Inter Variable', Inter, system-ui, sans-serif"]);
		expect(svg.documentElement.outerHTML).not.toMatch(/var\(|url\(/);
	});

	it('is light or dark', () => {
		for (const theme of ['light', 'dark'] as const) {
			const ground = drawn(theme).querySelector('path');
			expect(ground?.getAttribute('fill')).toBe(PALETTE[theme].canvas);
		}
	});

	it('keeps names that look like markup as names', () => {
		const svg = drawn('light', 'A & B <script>"x"</script>\u0007', ['a']);
		expect(svg.querySelector('title')?.textContent).toBe('A & B <script>"x"</script>');
		expect(svg.querySelector('script')).toBeNull();
	});

	it('says that a way ends in a refusal by dashes', () => {
		expect(drawn('light').querySelectorAll('[stroke-dasharray="3 3"]')).toHaveLength(1);
	});
});
