import type { SavedVersion } from '$lib/backend';
import { count } from '$lib/words';
import type { Toast } from './toasts.svelte';

/** What a person is told of a saved version: that it is safe, where it is, and what is wrong with it, if anything. */
export function savedToast(saved: SavedVersion, bucket: string): Toast {
	const lines: string[] = [];
	if (saved.sync_state === 'synced') lines.push(`It is in ${bucket || 'the bucket'}.`);
	if (saved.sync_state === 'local') lines.push('It is kept on this computer.');
	if (saved.sync_state === 'pending') lines.push('It waits to be sent, it is safe on this computer.');
	if (saved.sync_state === 'conflict') {
		lines.push('The bucket has another version on top of the same one. Both are kept.');
	}
	if (saved.sync_error) lines.push(saved.sync_error.message, saved.sync_error.hint);
	if (saved.yaml_error) lines.push(`It is not valid YAML: ${saved.yaml_error}`);
	else if (!saved.is_valid)
		lines.push(`A runtime will refuse it: it has ${count(saved.error_count, 'error')}.`);
	const attention = !saved.is_valid || saved.sync_error !== undefined || saved.sync_state === 'conflict';
	return {
		title: `Version ${saved.number} saved`,
		lines: lines.filter(Boolean),
		tone: attention ? 'attention' : 'good',
	};
}
