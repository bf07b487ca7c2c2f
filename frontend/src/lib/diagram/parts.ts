// A plain condition in parts that can be changed one by one. What is more than comparisons joined by "and" stays one text:
// the program understands it, not we.

export interface Part {
	field: string;
	sign: string;
	value: string;
}

export const SIGNS = ['<=', '<', '>=', '>', '==', '!=', 'in', 'not in'];

/** How people write them. */
export const SIGN_NAMES: Record<string, string> = { '<=': '≤', '>=': '≥', '==': '=', '!=': '≠' };

const PART = /^([A-Za-z_][\w.]*)\s*(<=|>=|==|!=|<|>|\bnot\s+in\b|\bin\b)\s*(\S.*)$/;

/** The parts of a condition; null where it has to stay as it is written. */
export function partsOf(condition: string): Part[] | null {
	const parts: Part[] = [];
	for (const piece of pieces(condition)) {
		const [, field, sign, value] = PART.exec(piece.trim()) ?? [];
		if (!field || !sign || !value || !plain(value)) return null;
		parts.push({ field, sign: sign.replace(/\s+/, ' '), value: value.trim() });
	}
	return parts.length > 0 ? parts : null;
}

function conditionOf(parts: readonly Part[]): string {
	return parts.map(({ field, sign, value }) => `${field} ${sign} ${value}`).join(' and ');
}

/** The condition with one part changed; null where it has no such part. */
export function withPart(condition: string, index: number, change: Partial<Part>): string | null {
	const parts = partsOf(condition);
	if (!parts?.[index]) return null;
	return conditionOf(parts.map((part, i) => (i === index ? { ...part, ...change } : part)));
}

/** What "and" joins, outside of quotes and lists. */
function pieces(condition: string): string[] {
	const found: string[] = [];
	let begin = 0;
	let at = 0;
	for (const { index, end, text } of tokens(condition)) {
		if (text.toLowerCase() === 'and') {
			found.push(condition.slice(begin, index));
			begin = end;
		}
		at = end;
	}
	found.push(condition.slice(begin, Math.max(at, condition.length)));
	return found;
}

/** One value: a number, a name, a quoted text or a list, with nothing that joins or groups around it. */
function plain(value: string): boolean {
	return tokens(value).every(({ text }) => !/^(and|or|not|in)$/i.test(text) && !/[()<>=!]/.test(text));
}

interface Token {
	index: number;
	end: number;
	text: string;
}

function tokens(text: string): Token[] {
	const pattern = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[[^\]]*\]|[\w.${}]+|[^\s\w]/g;
	return [...text.matchAll(pattern)].map((found) => {
		const quoted = /^["'[]/.test(found[0]) && found[0].length > 1;
		// What is in quotes or brackets joins nothing.
		return { index: found.index, end: found.index + found[0].length, text: quoted ? '' : found[0] };
	});
}
