import { expect, it } from 'vitest';
import { badgeOf } from './badge';

const synced = {
	sync_state: 'synced',
	pending_count: 0,
	remote_change: false,
	last_author: 'Elena',
} as const;

it.each([
	['in the bucket', {}, 'same', 'In the bucket'],
	['mine to send', { sync_state: 'pending', pending_count: 3 }, 'mine', '3 versions to be sent, safe on this computer'],
	['new from others', { remote_change: true }, 'fresh', 'New from Elena'],
	['to decide', { sync_state: 'conflict', remote_change: true, pending_count: 1 }, 'decide', 'Needs your decision: the bucket has another version'],
	['no bucket', { sync_state: 'local' }, '', ''],
	['both ways', { sync_state: 'pending', pending_count: 1, remote_change: true }, 'fresh mine', 'New from Elena. 1 version to be sent, safe on this computer'],
] as const)('shows %s', (_, change, signs, said) => {
	const { said: words, ...badge } = badgeOf({ ...synced, ...change });
	const shown = Object.entries(badge).filter(([, on]) => on).map(([sign]) => sign);
	expect([shown.join(' '), words]).toEqual([signs, said]);
}); // prettier-ignore
