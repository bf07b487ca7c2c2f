import type { SyncProgress, SyncStatus } from '$lib/backend';
import { count, grouped, size, when } from '$lib/words';

export interface SyncWords {
	sign: 'local' | 'synced' | 'waiting' | 'syncing' | 'offline' | 'decide' | 'trouble';
	text: string;
}

/** What the status bar says of the bucket. */
export function syncWords(status: SyncStatus, busy: boolean, now: Date): SyncWords {
	const waiting = waitingWords(status.pending_count);
	if (status.state === 'local') return { sign: 'local', text: 'Kept on this computer' };
	if (status.state === 'syncing' || busy) return { sign: 'syncing', text: progressWords(status.progress) };
	switch (status.state) {
		case 'offline': {
			const why = isBusy(status) ? 'Bucket busy' : 'Offline';
			return { sign: 'offline', text: waiting ? `${why}: ${waiting}` : `${why}, everything here is safe` };
		}
		case 'error':
			if (status.error?.code === 'many_deleted') {
				return { sign: 'decide', text: 'Many deletions wait for your answer' };
			}
			return {
				sign: 'trouble',
				text: waiting ? `Not synced: ${waiting}` : `${status.bucket} cannot be used now`,
			};
		case 'conflict': {
			const verb = status.conflict_count === 1 ? 'waits' : 'wait';
			return {
				sign: 'decide',
				text: `${count(status.conflict_count, 'workflow')} ${verb} for your decision`,
			};
		}
		case 'pending':
			return { sign: 'waiting', text: waiting };
		default: {
			const synced = status.synced_at ? `, synced ${when(status.synced_at, now)}` : '';
			return { sign: 'synced', text: `In ${status.bucket}${synced}` };
		}
	}
}

/** The same in a whole sentence, with what it means. */
export function stateWords(status: SyncStatus, running: boolean, now: Date): string {
	if (running) return 'A sync is under way. You can go on working: what is new comes in as it arrives.';
	const n = status.pending_count;
	if (n > 0) {
		const [they, are] = n === 1 ? ['It', 'is'] : ['They', 'are'];
		const then =
			status.state === 'offline' && !isBusy(status) ? 'when the bucket answers' : 'with the next sync';
		return `${count(n, 'change')} to be sent. ${they} ${are} safe on this computer and ${are} sent ${then}.`;
	}
	if (status.state === 'offline') {
		const why = isBusy(status)
			? 'The bucket is busy and is asked again soon.'
			: 'The bucket does not answer.';
		return `${why} Everything is safe on this computer.`;
	}
	if (status.synced_at) return `Everything is in the bucket, as of ${when(status.synced_at, now)}.`;
	return 'Nothing has been sent yet.';
}

const isBusy = (status: SyncStatus) => status.error?.code === 'bucket_busy';

/** "2 changes wait to be sent, safe on this computer"; empty when there is none. */
export function waitingWords(pending: number): string {
	if (pending === 0) return '';
	return `${count(pending, 'change')} ${pending === 1 ? 'waits' : 'wait'} to be sent, safe on this computer`;
}

const PHASES = {
	looking: 'Looking what is new',
	fetching: 'Syncing',
	sending: 'Sending',
	history: 'Reading history',
	aside: 'Looking what lost a race',
};

/** "Syncing 1,240 of 5,000, 10.4 MB". */
export function progressWords(progress: SyncProgress | null): string {
	if (!progress) return 'Syncing';
	const { phase, done, total, bytes } = progress;
	const name = PHASES[phase] ?? 'Syncing';
	const parts = [total > 0 ? `${name} ${grouped(done)} of ${grouped(total)}` : name];
	if (bytes > 0) parts.push(size(bytes));
	return parts.join(', ');
}
