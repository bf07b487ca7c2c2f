// How a time is said: relative under an hour, then by the clock, then by day and month.

import { locale, say } from './language.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `time` is RFC 3339. A time that lies a little ahead, by another computer's clock, is "just now". */
export function when(time: string, now: Date): string {
	const then = new Date(time);
	if (Number.isNaN(then.getTime())) return '';
	const ago = now.getTime() - then.getTime();
	if (ago < MINUTE && ago > -5 * MINUTE) return say.words.justNow;
	if (ago >= MINUTE && ago < HOUR) return say.words.minutesAgo(Math.floor(ago / MINUTE));
	if (sameDay(then, now)) return clock(then);
	const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
	if (sameDay(then, yesterday)) return say.words.yesterday(clock(then));
	return then.getFullYear() === now.getFullYear() ? day(then) : `${day(then)} ${then.getFullYear()}`;
}

/** The whole date and time, for a tooltip. */
export function exactly(time: string): string {
	const then = new Date(time);
	if (Number.isNaN(then.getTime())) return '';
	return `${day(then)} ${then.getFullYear()}, ${clock(then)}`;
}

/** "09:44", "09.44". */
export function clock(time: Date): string {
	return format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
}

/** "12 May", "12 Mei": the day stands before the month in every language spoken here. */
function day(time: Date): string {
	return `${time.getDate()} ${format('month', { month: 'short' }).format(time)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${locale()} ${name}`;
	const known = formats.get(key) ?? new Intl.DateTimeFormat(locale(), options);
	formats.set(key, known);
	return known;
}

function sameDay(a: Date, b: Date): boolean {
	return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
