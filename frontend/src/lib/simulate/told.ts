// What a path is, in the language in force: ranges, how long it may take, who decides.

import type { FieldRange, PathWait, RangeStretch } from '$lib/backend';
import { locale, say } from '$lib/words';

/** What a field may hold on a path: "1,000 to 10,000", "over 10,000". */
export function rangeWords(range: FieldRange): string {
	const { stretches, values, others, empty } = range;
	// What has more than stretches is told as the program tells it.
	if (stretches.length === 0 || values.length > 0 || others || empty) return range.words;
	return stretches.map(stretchWords).join(say.simulate.or);
}

function stretchWords({ low, high, low_open, high_open }: RangeStretch): string {
	const words = say.simulate;
	if (low !== null && low === high) return shown(low);
	if (low === null && high === null) return words.anything;
	if (low === null) return high_open ? words.below(shown(high)) : words.upTo(shown(high));
	if (high === null) return low_open ? words.over(shown(low)) : words.from(shown(low));
	const from = low_open ? words.over(shown(low)) : words.from(shown(low));
	return `${from} ${high_open ? words.below(shown(high)) : words.upTo(shown(high))}`;
}

function shown(value: number | string | null): string {
	return typeof value === 'number' ? value.toLocaleString(locale()) : (value ?? '');
}

/** How long a path may take. */
export function waitWords({ minutes, business_days, open }: PathWait): string {
	const words = say.simulate;
	const parts = [
		minutes > 0 ? words.span(Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60) : '',
		business_days > 0 ? words.businessDays(business_days) : '',
	].filter(Boolean);
	const known = parts.join(words.and);
	if (open.length > 0) return known ? words.andOpen(known) : words.noLimit;
	return known || words.atOnce;
}

/** Names who stands in the details of the requester in the place of what the text calls them. */
export function named(approver: string, requester: Readonly<Record<string, string>>): string {
	return approver.replace(/\brequestor\.(\w+)/g, (as, key: string) => requester[key]?.trim() || as);
}
