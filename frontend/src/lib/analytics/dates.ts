// Days, weeks and months of the figures: they are of UTC, and are named as such.

import { locale } from '$lib/words';

export type By = 'day' | 'week' | 'month';

/** "12 May", "May 2026". */
export function stretch(from: string, by: By): string {
	const at = new Date(from);
	const month = at.toLocaleDateString(locale(), { month: 'short', timeZone: 'UTC' });
	return by === 'month' ? `${month} ${at.getUTCFullYear()}` : `${at.getUTCDate()} ${month}`;
}

/** Stretches that divide a time into a readable number of them, as the program does it. */
export function suiting(from: Date, to: Date): By {
	const days = (to.getTime() - from.getTime()) / 86_400_000;
	if (days <= 45) return 'day';
	return days <= 400 ? 'week' : 'month';
}

function begin(at: Date, by: By): Date {
	const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
	if (by === 'month') return new Date(Date.UTC(year, month, 1));
	const back = by === 'week' ? (at.getUTCDay() + 6) % 7 : 0;
	return new Date(Date.UTC(year, month, day - back));
}

function next(at: Date, by: By): Date {
	const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
	if (by === 'month') return new Date(Date.UTC(year, month + 1, 1));
	return new Date(Date.UTC(year, month, day + (by === 'week' ? 7 : 1)));
}

/** A clock that was once wrong must not make thousands of stretches. */
const MOST = 600;

/** What was counted in each stretch, from the first to the last; those without anything too. */
export function counted(
	times: readonly { at: string; who: string }[],
	to: Date,
): { by: By; points: { from: string; by_author: Record<string, number> }[] } {
	const sorted = [...times].sort((a, b) => a.at.localeCompare(b.at));
	const first = sorted[0];
	if (!first) return { by: 'day', points: [] };
	const by = suiting(new Date(first.at), to);
	const points = new Map<string, { from: string; by_author: Record<string, number> }>();
	for (let at = begin(new Date(first.at), by); at <= to && points.size < MOST; at = next(at, by)) {
		const from = at.toISOString();
		points.set(from, { from, by_author: {} });
	}
	for (const { at, who } of sorted) {
		const point = points.get(begin(new Date(at), by).toISOString());
		if (point) point.by_author[who] = (point.by_author[who] ?? 0) + 1;
	}
	return { by, points: [...points.values()] };
}
