import type { OutlineItem } from '$lib/backend';

export interface OutlineRow {
	item: OutlineItem;
	depth: number;
	/** The innermost part that the caret's line belongs to. */
	here: boolean;
}

/** The outline as rows; with a wanted text those that hold it, and what they are part of. */
export function outlineRows(items: OutlineItem[], wanted: string, caretLine: number): OutlineRow[] {
	const letters = wanted.trim().toLowerCase();
	const rows: OutlineRow[] = [];
	let innermost: OutlineRow | null = null;

	function add(item: OutlineItem, depth: number): boolean {
		const at = rows.length;
		const row = { item, depth, here: false };
		rows.push(row);
		const inside = item.range.line <= caretLine && caretLine <= item.range.end_line;
		if (inside && depth >= (innermost?.depth ?? 0)) innermost = row;
		let kept = letters === '' || `${item.name} ${item.detail}`.toLowerCase().includes(letters);
		for (const child of item.children) kept = add(child, depth + 1) || kept;
		if (!kept) rows.length = at;
		return kept;
	}
	for (const item of items) add(item, 0);
	for (const row of rows) row.here = row === innermost;
	return rows;
}
