import type { SyncStatus } from '$lib/backend';
import { count, when } from '$lib/words';

export interface SyncWords {
	sign: 'local' | 'synced' | 'waiting' | 'trouble';
	text: string;
}

/** What the status bar says of the bucket. */
export function syncWords(status: SyncStatus, busy: boolean, now: Date): SyncWords {
	if (status.storage_type === 'local') return { sign: 'local', text: 'Kept on this computer' };
	const waiting = status.pending_count;
	if (busy) return { sign: 'waiting', text: `Sending to ${status.bucket}` };
	if (waiting > 0) {
		const verb = waiting === 1 ? 'waits' : 'wait';
		const text = `${count(waiting, 'version')} ${verb} to be sent, safe on this computer`;
		return { sign: status.error ? 'trouble' : 'waiting', text };
	}
	if (status.error) return { sign: 'trouble', text: `${status.bucket} cannot be used now` };
	const synced = status.synced_at ? `, synced ${when(status.synced_at, now)}` : '';
	return { sign: 'synced', text: `In ${status.bucket}${synced}` };
}
