// How a time is said: relative under an hour, then by the clock, then by day and month.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `time` is RFC 3339. A time that lies a little ahead, by another computer's clock, is "just now". */
export function when(time: string, now: Date): string {
	const then = new Date(time);
	if (Number.isNaN(then.getTime())) return '';
	const ago = now.getTime() - then.getTime();
	if (ago < MINUTE && ago > -5 * MINUTE) return 'just now';
	if (ago >= MINUTE && ago < HOUR) return `${Math.floor(ago / MINUTE)} min ago`;
	if (sameDay(then, now)) return clock(then);
	const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
	if (sameDay(then, yesterday)) return `yesterday ${clock(then)}`;
	const day = `${then.getDate()} ${months[then.getMonth()]}`;
	return then.getFullYear() === now.getFullYear() ? day : `${day} ${then.getFullYear()}`;
}

/** The whole date and time, for a tooltip. */
export function exactly(time: string): string {
	const then = new Date(time);
	if (Number.isNaN(then.getTime())) return '';
	return `${then.getDate()} ${months[then.getMonth()]} ${then.getFullYear()}, ${clock(then)}`;
}

export function clock(time: Date): string {
	return `${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

function sameDay(a: Date, b: Date): boolean {
	return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

function pad(n: number): string {
	return String(n).padStart(2, '0');
}
