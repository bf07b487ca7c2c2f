// What an entry of the log says, in the parts that a row shows.

import type { ActivityAction, ActivityEntry } from '$lib/backend';
import { exactly, locale, say } from '$lib/words';

export interface Told {
	/** Between who did it and the workflow. */
	did: string;
	/** Behind the workflow. */
	after: string;
	/** A tag, or two numbers: something to be set apart. */
	mark: string;
	/** The comment, or what was changed, a line each. */
	lines: string[];
}

export function told(entry: ActivityEntry): Told {
	const words = say.activity;
	const action = entry.action as ActivityAction;
	// A newer program may know more actions.
	const did = Object.hasOwn(words.did, action)
		? words.did[action](entry.number)
		: words.didOther(entry.action);
	const plain = { did, after: '', mark: '', lines: [] };
	switch (action) {
		case 'version.tagged':
		case 'version.untagged':
		case 'scenario.saved':
		case 'scenario.deleted':
			return { ...plain, mark: entry.detail };
		case 'workflow.renumbered':
			return { ...plain, mark: entry.detail.replace('->', '→') };
		case 'workflow.conflict':
			return { ...plain, after: words.after.conflict };
		case 'workflow.kept':
			return { ...plain, after: words.after.kept };
		case 'sync.ran': {
			const n = numbers(entry.detail);
			return {
				...plain,
				lines: [words.synced(n.sent ?? 0, n.taken ?? 0, n.merged ?? 0, n.deleted ?? 0, n.conflicts ?? 0)],
			};
		}
		case 'log.mended': {
			const n = numbers(entry.detail);
			return { ...plain, lines: [words.mended(n.lines ?? 0, n.back ?? 0, n.again ?? 0)] };
		}
		default:
			return { ...plain, lines: entry.detail.split('\n').filter(Boolean) };
	}
}

/** "sent=1 taken=2" as numbers by name. */
function numbers(detail: string): Partial<Record<string, number>> {
	return Object.fromEntries(
		detail.split(' ').map((pair) => [pair.split('=')[0], Number(pair.split('=')[1])]),
	);
}

/** This computer learned of it later than it was done: more than a minute, which no clock is off by. */
export function learnedLater({ at, logged_at }: ActivityEntry): boolean {
	return new Date(logged_at).getTime() - new Date(at).getTime() > 60_000;
}

export interface DayOfEntries {
	/** The same for all entries of a day. */
	key: string;
	name: string;
	entries: ActivityEntry[];
}

/** Entries by the day on which they were done, where the person is. */
export function byDay(entries: readonly ActivityEntry[], now: Date): DayOfEntries[] {
	const days: DayOfEntries[] = [];
	for (const entry of entries) {
		const at = new Date(entry.at);
		const key = `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
		const last = days.at(-1);
		if (last?.key === key) last.entries.push(entry);
		else days.push({ key, name: nameOf(at, now), entries: [entry] });
	}
	return days;
}

function nameOf(at: Date, now: Date): string {
	const ago = Math.round((midnight(now) - midnight(at)) / 86_400_000);
	if (ago === 0) return say.activity.today;
	if (ago === 1) return say.activity.yesterday;
	const weekday = at.toLocaleDateString(locale(), { weekday: 'long' });
	return `${weekday}, ${exactly(at.toISOString()).split(',')[0] ?? ''}`;
}

const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
