import type { SyncRun } from '$lib/backend';
import { say } from '$lib/words';

/** What a run did: "2 sent, 3 taken in, 1 to decide". */
export function runWords({ pushed, pulled, merged, conflicts, error }: SyncRun): string {
	const parts = [
		pushed > 0 && say.sync.run.sent(pushed),
		pulled > 0 && say.sync.run.takenIn(pulled),
		merged > 0 && say.sync.run.merged(merged),
		conflicts > 0 && say.sync.run.toDecide(conflicts),
	];
	const said = parts.filter(Boolean).join(', ');
	return said || (error ? say.sync.run.stopped : say.sync.run.nothingNew);
}

/** How long a run took: "0.4 s", "2 min 5 s". */
export function took({ started_at, ended_at }: SyncRun): string {
	const seconds = Math.max(0, Date.parse(ended_at) - Date.parse(started_at)) / 1000;
	if (Number.isNaN(seconds)) return '';
	if (seconds < 0.05) return say.sync.took.hardly();
	if (seconds < 10) return say.sync.took.tenths(seconds);
	if (seconds < 60) return say.sync.took.seconds(Math.round(seconds));
	const whole = Math.round(seconds);
	return say.sync.took.minutes(Math.floor(whole / 60), whole % 60);
}
