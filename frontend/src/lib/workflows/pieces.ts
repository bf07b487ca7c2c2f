import type { SearchMark } from '$lib/backend';

/** A text in the pieces that are marked, and those between them. Marks are counted in characters, in their order. */
export function piecesOf(text: string, marks: readonly SearchMark[]): { text: string; marked: boolean }[] {
	const characters = [...text];
	const pieces: { text: string; marked: boolean }[] = [];
	let done = 0;
	const add = (to: number, marked: boolean) => {
		if (to <= done) return;
		pieces.push({ text: characters.slice(done, to).join(''), marked });
		done = to;
	};
	for (const { from, to } of marks) {
		add(from, false);
		add(to, true);
	}
	add(characters.length, false);
	return pieces;
}
