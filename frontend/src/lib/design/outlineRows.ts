import type { OutlineItem } from '$lib/backend';

export interface OutlineRow {
	item: OutlineItem;
	depth: number;
	/** The innermost part that the caret's line belongs to. */
	here: boolean;
	/** It holds what is wanted; the other rows only say what such a row is part of. */
	found: boolean;
}

/** The outline as rows; with a wanted text those that hold it, and what they are part of. */
export function outlineRows(items: OutlineItem[], wanted: string, caretLine: number): OutlineRow[] {
	const rows: OutlineRow[] = [];
	let innermost: OutlineRow | null = null;

	function add(item: OutlineItem, depth: number): boolean {
		const at = rows.length;
		const found = holds(`${item.name} ${item.detail}`, wanted);
		const row = { item, depth, here: false, found };
		rows.push(row);
		const inside = item.range.line <= caretLine && caretLine <= item.range.end_line;
		if (inside && depth >= (innermost?.depth ?? 0)) innermost = row;
		let kept = found;
		for (const child of item.children) kept = add(child, depth + 1) || kept;
		if (!kept) rows.length = at;
		return kept;
	}
	for (const item of items) add(item, 0);
	for (const row of rows) row.here = row === innermost;
	return rows;
}

/** The row that is most likely meant: one with such a name, else one with such a detail; null when nothing is wanted. */
export function likeliest(rows: OutlineRow[], wanted: string): OutlineRow | null {
	if (wanted.trim() === '') return null;
	const named = rows.filter(({ item }) => holds(item.name, wanted));
	const letters = wanted.trim().toLowerCase();
	return (
		named.find(({ item }) => item.name.toLowerCase().startsWith(letters)) ??
		named[0] ??
		rows.find(({ found }) => found) ??
		null
	);
}

function holds(text: string, wanted: string): boolean {
	return text.toLowerCase().includes(wanted.trim().toLowerCase());
}
