// A figure: what a card shows, as a chart and as a table of the same numbers.

/** A cell is what stands in a file: a text, a number, or nothing known. */
export type Cell = string | number | null;

export interface Column {
	name: string;
	/** How a number is written on the page; a column with it stands at the right. */
	write?: (n: number) => string;
	/** How a text is written on the page. */
	say?: (text: string) => string;
	/** The text is a key of the YAML. */
	mono?: boolean;
}

export interface Table {
	columns: Column[];
	rows: Cell[][];
}

/** A colour of the tokens, thinned by what is behind it: 1 is the colour itself. */
export interface Colour {
	token: 'accent' | 'teal' | 'green' | 'red' | 'amber' | 'text-3' | 'line-3';
	strength: number;
}

export interface Series {
	name: string;
	values: (number | null)[];
	colour: Colour;
	/** Where the values have colours of their own. */
	colours?: Colour[];
	/** Against the scale at the right. */
	right?: boolean;
	dashed?: boolean;
}

export interface Chart {
	/** Lying bars have the labels at the left. */
	kind: 'bars' | 'lying' | 'lines';
	labels: string[];
	/** Longer than the label, for the tooltip. */
	titles?: string[];
	series: Series[];
	stacked?: boolean;
	/** The area below a line is filled. */
	filled?: boolean;
	/** A value holds until the next one. */
	stepped?: boolean;
	/** How the numbers of the left scale are written, and of the right one. */
	write: (n: number) => string;
	writeRight?: (n: number) => string;
}

export interface Figure {
	title: string;
	/** Of the file, without its ending. */
	file: string;
	table: Table;
	/** null: there is nothing that a chart would show. */
	chart: Chart | null;
	/** What is said in its place. */
	nothing?: string;
}

/** A table as a CSV file that spreadsheets read (RFC 4180), with the sign by which they know UTF-8. */
export function csvOf({ columns, rows }: Table): string {
	const lines = [columns.map(({ name }) => name), ...rows];
	return `\ufeff${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

function quoted(cell: Cell): string {
	if (cell === null) return '';
	if (typeof cell === 'number') return String(cell);
	// A spreadsheet would take what somebody wrote for a formula.
	const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell shows on the page; unknown is a dash. */
export function shownIn(column: Column, cell: Cell): string {
	if (cell === null) return '–';
	if (typeof cell === 'number') return column.write ? column.write(cell) : String(cell);
	return column.say ? column.say(cell) : cell;
}
