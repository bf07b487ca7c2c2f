// Small signs for what the editor draws itself, with the strokes of the interface's other icons.

const SVG = 'http://www.w3.org/2000/svg';

const PATHS: Record<string, string> = {
	error: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 8v4M12 16h.01',
	warning: 'm21.7 18-8-14a2 2 0 0 0-3.4 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4M12 17h.01',
	hint: 'M9 18h6M10 22h4M15 14c.2-1 .7-1.7 1.5-2.5A6 6 0 1 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5',
	key: 'M4 7h16M4 12h10M4 17h7',
	word: 'M4 5h16v14H4zM8 12h8',
	step: 'M3 6h18v12H3zM8 12h8',
	field: 'M3 9h18v6H3zM7 11v2',
	section: 'M3 4h18v16H3zM3 10h18',
	variable: 'M8 4c-3 0-1 8-4 8 3 0 1 8 4 8M16 4c3 0 1 8 4 8-3 0-1 8-4 8',
	role: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 21a8 8 0 0 1 16 0',
	function: 'M14 4c-4 0-3 16-7 16M6 11h8',
	snippet: 'M8 6l-5 6 5 6M16 6l5 6-5 6',
};

export function sign(name: string): SVGSVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	for (const [key, value] of Object.entries({
		viewBox: '0 0 24 24',
		fill: 'none',
		stroke: 'currentColor',
		'stroke-width': '1.75',
		'stroke-linecap': 'round',
		'stroke-linejoin': 'round',
		'aria-hidden': 'true',
		class: `cm-sign cm-sign-${name}`,
	}))
		svg.setAttribute(key, value);
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', PATHS[name] ?? PATHS.word ?? '');
	svg.append(path);
	return svg;
}

export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Record<string, string>,
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}
