import type { SearchResult, TextRange } from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import type { Desk } from './desk.svelte';

/** A place in the text of a document, counted in characters. */
export interface Place {
	document: OpenDocument;
	range: TextRange;
}

/** Opens what a search found, at the place where it is: in the text, in the description, or the version whose comment it is. */
export async function openFound(desk: Desk, result: SearchResult): Promise<void> {
	const { workflow_id: id, where } = result;
	if (where === 'comment') return desk.showVersion(id, result.version_id);
	await desk.openWorkflow(id);
	const doc = desk.document;
	if (doc?.workflowId !== id) return;
	if (where === 'prompt') return desk.showDescription(markedIn(result));
	if (where !== 'yaml' || !result.range) return;
	const range = moved(result.range, doc.base?.yaml ?? doc.yaml, doc.yaml, markedIn(result));
	if (range) desk.showPlace(range);
}

/** The first of what was found, as it is written there. */
function markedIn({ snippet, marks }: SearchResult): string {
	const [first] = marks;
	return first ? [...snippet].slice(first.from, first.to).join('') : '';
}

/**
 * Where a place of one line is after edits: in the nearest line that reads the same, else in the nearest one that has the
 * word. Null when no line has.
 */
export function moved(range: TextRange, before: string, after: string, word: string): TextRange | null {
	if (before === after) return range;
	const line = before.split(/\r?\n/)[range.line - 1];
	const lines = after.split(/\r?\n/);
	const nearest = (fits: (text: string) => boolean) => {
		for (let away = 0; away < Math.max(lines.length, range.line); away++) {
			for (const number of [range.line - away, range.line + away]) {
				const text = lines[number - 1];
				if (text !== undefined && fits(text)) return number;
			}
		}
		return null;
	};
	const same = nearest((text) => text === line && has(text, word));
	if (same !== null) return { ...range, line: same, end_line: same };
	const like = word === '' ? null : nearest((text) => has(text, word));
	if (like === null) return null;
	const text = lines[like - 1] ?? '';
	const column = 1 + [...text.slice(0, text.toLowerCase().indexOf(word.toLowerCase()))].length;
	return { line: like, column, end_line: like, end_column: column + [...word].length };
}

function has(text: string, word: string): boolean {
	return text.toLowerCase().includes(word.toLowerCase());
}
