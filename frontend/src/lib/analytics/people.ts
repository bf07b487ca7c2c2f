// Colours of people: mine is accent and colleagues are teal, as everywhere; several colleagues are shades of it.

import { say } from '$lib/words';
import type { Colour, Series } from './figure';

/** How many people a chart tells apart; the rest are others. */
const TOLD_APART = 5;
const SHADES = [1, 0.72, 0.5, 0.34, 0.22];

export interface Share {
	/** Who, in the order in which they are drawn; the last may be all others together. */
	names: string[];
	colours: Colour[];
	/** What a row counts for each of names. */
	of: (counts: Readonly<Record<string, number>>) => number[];
}

/** Tells apart those with the most in all rows. `me` comes first. */
export function sharesOf(rows: readonly Readonly<Record<string, number>>[], me: string): Share {
	const totals = new Map<string, number>();
	for (const row of rows)
		for (const [who, n] of Object.entries(row)) totals.set(who, (totals.get(who) ?? 0) + n);
	const known = [...totals].filter(([who, n]) => who !== '' && n > 0);
	known.sort(([a, n], [b, m]) => Number(b === me) - Number(a === me) || m - n || a.localeCompare(b));
	const told = known.slice(0, TOLD_APART).map(([who]) => who);
	const others = known.length > told.length;
	const unknown = (totals.get('') ?? 0) > 0;
	const colleagues = told.filter((who) => who !== me);
	const colours = told.map((who): Colour => {
		if (who === me) return { token: 'accent', strength: 1 };
		return { token: 'teal', strength: SHADES[colleagues.indexOf(who)] ?? 1 };
	});
	if (others) colours.push({ token: 'text-3', strength: 0.6 });
	if (unknown) colours.push({ token: 'line-3', strength: 0.6 });
	return {
		names: [
			...told,
			...(others ? [say.analytics.others] : []),
			...(unknown ? [say.analytics.nobodyKnows] : []),
		],
		colours,
		of: (counts) => {
			const own = told.map((who) => counts[who] ?? 0);
			const rest = Object.entries(counts)
				.filter(([who]) => who !== '' && !told.includes(who))
				.reduce((sum, [, n]) => sum + n, 0);
			return [...own, ...(others ? [rest] : []), ...(unknown ? [counts[''] ?? 0] : [])];
		},
	};
}

/** A series for each of them. */
export function seriesOf(rows: readonly Readonly<Record<string, number>>[], me: string): Series[] {
	const share = sharesOf(rows, me);
	const counted = rows.map(share.of);
	return share.names.map((name, i) => ({
		name,
		values: counted.map((row) => row[i] ?? 0),
		colour: share.colours[i] ?? { token: 'teal', strength: 1 },
	}));
}
