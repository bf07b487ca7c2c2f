// The times of the virtual clock: RFC 3339 in UTC, which is what it shows wherever the person is.

import { locale, say } from '$lib/words';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${locale()} ${JSON.stringify(options)}`;
	const known = formats.get(key) ?? new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' });
	formats.set(key, known);
	return known;
}

/** "09:40", "09.40". */
export function hour(time: string): string {
	return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(time));
}

/** "Wed 15 Oct, 13:05". */
export function moment(time: string): string {
	const at = new Date(time);
	return `${format({ weekday: 'short' }).format(at)} ${at.getUTCDate()} ${format({ month: 'short' }).format(at)}, ${hour(time)}`;
}

/** "Wed 11:05", of a run that takes days: with the day of the month once it has taken a week. */
export function short(time: string, begin: string): string {
	const at = new Date(time);
	if (at.getTime() - new Date(begin).getTime() >= 6 * 86_400_000) {
		return `${at.getUTCDate()} ${format({ month: 'short' }).format(at)} ${hour(time)}`;
	}
	return `${format({ weekday: 'short' }).format(at)} ${hour(time)}`;
}

/** "1 d 4 h": how long it is from one time to another; what is under a minute is nothing. */
export function span(from: string, to: string): string {
	const minutes = Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
	return say.simulate.span(Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60);
}
