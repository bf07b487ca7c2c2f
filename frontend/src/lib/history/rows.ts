import type { VersionSummary } from '$lib/backend';

/** A row of the timeline: a version, or what is not saved yet. */
export type Row = { version: VersionSummary | null };

// The heights of the lines of a row, in pixels, as entry.css has them: rows are placed without being measured.
const AROUND = 20;
const TOP = 20;
const LINE = 19;
const MARKS = 24;

/** How many marks stand in a version's row. */
export function markCount(version: VersionSummary): number {
	return (
		Number(version.is_latest) +
		Number(version.deleted) +
		version.tags.length +
		Number(version.sync_state === 'pending' || version.sync_state === 'conflict') +
		Number(version.generator !== '') +
		Number(version.beside) +
		Number(!version.text_here && !version.deleted) +
		Number(isInvalid(version))
	);
}

export function isInvalid(version: VersionSummary): boolean {
	return !version.is_valid && !version.deleted && version.text_here;
}

/** Whether the row says what the version changed: what it goes on top of is known. */
export function saysWords(version: VersionSummary): boolean {
	return !version.deleted;
}

/** More marks than one stand in a line of their own. */
export function ownLine(version: VersionSummary): boolean {
	return markCount(version) > 1;
}

export function heightOf({ version }: Row): number {
	if (!version) return AROUND + TOP + 2 * LINE;
	const lines =
		Number(version.version_comment !== '') +
		Number(version.merged_id !== '') +
		Number(saysWords(version)) +
		1;
	return AROUND + TOP + lines * LINE + (ownLine(version) ? MARKS : 0);
}

/** Where each row begins; the last entry is where all of them end. */
export function offsetsOf(rows: readonly Row[]): number[] {
	const offsets = [0];
	for (const row of rows) offsets.push((offsets.at(-1) ?? 0) + heightOf(row));
	return offsets;
}

/** The rows that are seen, and a few around them: from the first to before the last. */
export function seen(offsets: readonly number[], top: number, height: number): [number, number] {
	const spare = 4;
	const count = offsets.length - 1;
	const first = rowAt(offsets, top);
	const last = rowAt(offsets, top + height);
	return [Math.max(0, first - spare), Math.min(count, last + 1 + spare)];
}

/** The row at a height. */
function rowAt(offsets: readonly number[], at: number): number {
	let [low, high] = [0, Math.max(0, offsets.length - 2)];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((offsets[middle] ?? 0) <= at) low = middle;
		else high = middle - 1;
	}
	return low;
}
