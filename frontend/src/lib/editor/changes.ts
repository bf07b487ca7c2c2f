import { Text, type ChangeSpec, type EditorState } from '@codemirror/state';
import { diffLines } from 'diff';

/** As long as a diff may take, in ms; a text that takes longer is replaced as a whole. */
const PATIENCE = 100;

/**
 * What turns the document of an editor into another text, line by line: what both have stays in place, and with it the
 * caret, the folds and what is selected.
 */
export function changesTo(state: EditorState, wanted: string): ChangeSpec[] {
	const before = state.doc.toString();
	// The document counts every line ending as one character, whichever it is.
	const after = state.toText(wanted).toString();
	const parts = diffLines(before, after, { timeout: PATIENCE });
	if (!parts) return [change(0, before.length, after)];
	const changes: ChangeSpec[] = [];
	let at = 0;
	parts.forEach(({ added, removed, value }, i) => {
		if (removed) {
			const next = parts[i + 1];
			const insert = next?.added ? next.value : '';
			changes.push(trimmed(at, value, insert));
		} else if (added && !parts[i - 1]?.removed) {
			changes.push(change(at, at, value));
		}
		if (!added) at += value.length;
	});
	return changes;
}

/** Of lines that were replaced, what they begin and end with alike stays too. */
function trimmed(at: number, was: string, is: string): ChangeSpec {
	const shorter = Math.min(was.length, is.length);
	let head = 0;
	while (head < shorter && was[head] === is[head]) head++;
	let tail = 0;
	while (tail < shorter - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
	return change(at + head, at + was.length - tail, is.slice(head, is.length - tail));
}

function change(from: number, to: number, insert: string): ChangeSpec {
	// A string would be parted at the document's own line ending.
	return { from, to, insert: Text.of(insert.split('\n')) };
}
