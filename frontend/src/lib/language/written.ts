/**
 * A text as it was written. A string is one; so is an editor's own, of which a string is made only when somebody asks for it: that
 * takes a while for a long text, and the text changes with every key.
 */
export interface Written {
	/** In UTF-16 units, as a string counts. */
	readonly length: number;
	slice(from: number, to: number): string;
	toString(): string;
}

/** True when both are the same, letter by letter. */
export function sameText(a: Written, b: Written): boolean {
	return a === b || (a.length === b.length && String(a) === String(b));
}

/** True when there is nothing in it but white space; it is read no further than to the first letter. */
export function isBlank(text: Written): boolean {
	const PART = 256;
	for (let at = 0; at < text.length; at += PART) {
		if (text.slice(at, at + PART).trim() !== '') return false;
	}
	return true;
}
