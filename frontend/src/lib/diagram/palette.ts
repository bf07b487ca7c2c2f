// The colours of a diagram outside of the page, where no style sheet is: those of look/tokens.css, which a test holds.

export type Theme = 'light' | 'dark';
export type Colour = 'canvas' | 'node' | 'node-line' | 'edge' | 'text-1' | 'text-2' | 'red';

export const PALETTE: Record<Theme, Record<Colour, string>> = {
	light: {
		canvas: '#f6f7f9',
		node: '#ffffff',
		'node-line': '#c3c8d2',
		edge: '#98a0ae',
		'text-1': '#191c22',
		'text-2': '#474e5b',
		red: '#b8323a',
	},
	dark: {
		canvas: '#181a1f',
		node: '#23272f',
		'node-line': '#474d59',
		edge: '#6b7280',
		'text-1': '#e7e9ed',
		'text-2': '#b3b9c4',
		red: '#f29090',
	},
};
