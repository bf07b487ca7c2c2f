import type { SyncProgress, SyncStatus } from '$lib/backend';
import { say, size, when } from '$lib/words';

export interface SyncWords {
	sign: 'local' | 'synced' | 'waiting' | 'syncing' | 'offline' | 'decide' | 'trouble';
	text: string;
}

/** What the status bar says of the bucket. */
export function syncWords(status: SyncStatus, busy: boolean, now: Date): SyncWords {
	const waiting = waitingWords(status.pending_count);
	if (status.state === 'local') return { sign: 'local', text: say.sync.keptHere };
	if (status.state === 'syncing' || busy) return { sign: 'syncing', text: progressWords(status.progress) };
	switch (status.state) {
		case 'offline': {
			const why = isBusy(status) ? say.sync.busy : say.sync.offline;
			return { sign: 'offline', text: waiting ? `${why}: ${waiting}` : say.sync.allSafe(why) };
		}
		case 'error':
			if (status.error?.code === 'many_deleted') {
				return { sign: 'decide', text: say.sync.manyDeleted };
			}
			return {
				sign: 'trouble',
				text: waiting ? say.sync.notSynced(waiting) : say.sync.cannotBeUsed(status.bucket),
			};
		case 'conflict':
			return { sign: 'decide', text: say.sync.decisionsWait(status.conflict_count) };
		case 'pending':
			return { sign: 'waiting', text: waiting };
		default: {
			const { bucket, synced_at: at } = status;
			const text = at ? say.sync.inBucketSynced(bucket, when(at, now)) : say.sync.inBucket(bucket);
			return { sign: 'synced', text };
		}
	}
}

/** The same in a whole sentence, with what it means. */
export function stateWords(status: SyncStatus, running: boolean, now: Date): string {
	if (running) return say.sync.goOnWorking;
	const n = status.pending_count;
	if (n > 0) {
		const silent = status.state === 'offline' && !isBusy(status);
		return silent ? say.sync.sentWhenAnswers(n) : say.sync.sentNextSync(n);
	}
	if (status.state === 'offline') return isBusy(status) ? say.sync.busySafe : say.sync.silentSafe;
	if (status.synced_at) return say.sync.allSent(when(status.synced_at, now));
	return say.sync.nothingSent;
}

const isBusy = (status: SyncStatus) => status.error?.code === 'bucket_busy';

/** "2 changes wait to be sent, safe on this computer"; empty when there is none. */
export function waitingWords(pending: number): string {
	return pending === 0 ? '' : say.sync.waiting(pending);
}

/** "Syncing 1,240 of 5,000, 10.4 MB". */
export function progressWords(progress: SyncProgress | null): string {
	if (!progress) return say.sync.phases.fetching;
	const { phase, done, total, bytes } = progress;
	const name = say.sync.phases[phase] ?? say.sync.phases.fetching;
	const parts = [total > 0 ? say.sync.progress(name, done, total) : name];
	if (bytes > 0) parts.push(size(bytes));
	return parts.join(', ');
}
