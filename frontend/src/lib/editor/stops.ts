// Where Tab goes in a snippet of the program: to the name that it gives, and to each of its values.

const LINE = /^(\s*(?:- )?)([\w-]+):(?: (.*))?$/;

/**
 * A snippet as CodeMirror's template for it, which inserts the same text. `indent` is that of the line at the caret:
 * CodeMirror adds it to each further line, which has it already.
 */
export function withStops(insert: string, indent: string): string {
	const lines = insert.split(/\r?\n/);
	const marked = lines.map((line, i) => {
		const own = i > 0 && line.startsWith(indent) ? line.slice(indent.length) : line;
		const [, lead = '', key = '', value] = LINE.exec(own) ?? [];
		if (!key) return literal(own);
		// A key of the person's own, such as that of a new step.
		if (value === undefined) return i === 0 ? `${lead}${stop(key)}:` : literal(own);
		return `${lead}${key}: ${valueWithStop(value)}`;
	});
	const text = marked.join('\n');
	// Past the last value, unless that is the end: two stops at one place would both take what is typed.
	return /[^\\]\}$/.test(text) ? text : `${text}#{}`;
}

function valueWithStop(value: string): string {
	if (value === 'true' || value === 'false') return value;
	const [, quote = '', inside = value] = /^(["'])(.*)\1$/.exec(value) ?? [];
	return `${quote}${stop(inside)}${quote}`;
}

/** What begins with a number and a colon, or is one, CodeMirror would take for the number of a stop. */
function stop(text: string): string {
	return /^\d+(?::|$)/.test(text) ? literal(text) : `#{${literal(text)}}`;
}

function literal(text: string): string {
	return text.replace(/[{}]/g, '\\$&');
}
