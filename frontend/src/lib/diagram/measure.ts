// How wide words are in the fonts of the diagram.

/** The fonts of a diagram, as a canvas and a style sheet write them. */
export const FONTS = {
	name: "600 13px 'Inter Variable', Inter, system-ui, sans-serif",
	plain: "500 12px 'Inter Variable', Inter, system-ui, sans-serif",
	who: "400 11px 'Inter Variable', Inter, system-ui, sans-serif",
	label: "400 11px 'Inter Variable', Inter, system-ui, sans-serif",
};

export type FontName = keyof typeof FONTS;

/** The width of a text in pixels. */
export type Measure = (text: string, font: FontName) => number;

/** Measures as the page draws; what it has measured it knows. */
export function canvasMeasure(): Measure {
	const context = document.createElement('canvas').getContext('2d');
	if (!context) return roughMeasure;
	const known = new Map<string, number>();
	return (text, font) => {
		const key = `${font} ${text}`;
		const before = known.get(key);
		if (before !== undefined) return before;
		context.font = FONTS[font];
		const { width } = context.measureText(text);
		// A text that is being typed leaves all its beginnings behind.
		if (known.size > 5_000) known.clear();
		known.set(key, width);
		return width;
	};
}

/** Guesses where nothing can be drawn: each letter by its size. */
export const roughMeasure: Measure = (text, font) => {
	const size = font === 'name' ? 13 : font === 'plain' ? 12 : 11;
	let units = 0;
	for (const letter of text)
		units += /[ilj.,:;'|!()[\]]/.test(letter) ? 0.32 : /[A-ZmwMW]/.test(letter) ? 0.72 : 0.56;
	return units * size;
};

/** The text, shortened with an ellipsis until it is no wider than that. */
export function shortened(text: string, most: number, font: FontName, measure: Measure): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (measure(line, font) <= most) return line;
	const letters = [...line];
	let low = 0;
	let high = letters.length;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (measure(`${letters.slice(0, middle).join('')}…`, font) <= most) low = middle;
		else high = middle - 1;
	}
	return `${letters.slice(0, low).join('').trimEnd()}…`;
}
