import type { Mark } from './fuzzy';

/** A text in the pieces that are marked, and those between them. */
export function parts(text: string, marks: readonly Mark[]): { text: string; marked: boolean }[] {
	const all: { text: string; marked: boolean }[] = [];
	let done = 0;
	for (const { from, to } of marks) {
		if (from > done) all.push({ text: text.slice(done, from), marked: false });
		all.push({ text: text.slice(from, to), marked: true });
		done = to;
	}
	if (done < text.length) all.push({ text: text.slice(done), marked: false });
	return all;
}
