import type { SyncRun } from '$lib/backend';
import { count } from '$lib/words';

/** What a run did: "2 sent, 3 taken in, 1 to decide". */
export function runWords({ pushed, pulled, merged, conflicts, error }: SyncRun): string {
	const parts = [
		pushed > 0 && `${count(pushed, 'version')} sent`,
		pulled > 0 && `${count(pulled, 'workflow')} taken in`,
		merged > 0 && `${merged} brought together`,
		conflicts > 0 && `${conflicts} to decide`,
	];
	const said = parts.filter(Boolean).join(', ');
	return said || (error ? 'Stopped' : 'Nothing new');
}

/** How long a run took: "0.4 s", "2 min 5 s". */
export function took({ started_at, ended_at }: SyncRun): string {
	const seconds = Math.max(0, Date.parse(ended_at) - Date.parse(started_at)) / 1000;
	if (Number.isNaN(seconds)) return '';
	if (seconds < 0.05) return '< 0.1 s';
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 60) return `${Math.round(seconds)} s`;
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
