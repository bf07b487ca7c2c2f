import type { SavedVersion } from '$lib/backend';
import { say } from '$lib/words';
import type { Toast } from './toasts.svelte';

/** So many scenarios that break are told one by one; the test room shows all. */
const MOST_SCENARIOS = 2;

/** What a person is told of a saved version: that it is safe, where it is, and what is wrong with it, if anything. */
export function savedToast(saved: SavedVersion, bucket: string): Toast {
	const lines: string[] = [];
	if (saved.sync_state === 'synced') lines.push(say.save.inBucket(bucket || say.save.theBucket));
	if (saved.sync_state === 'local') lines.push(say.save.here);
	if (saved.sync_state === 'pending') lines.push(say.save.waits);
	if (saved.sync_state === 'conflict') {
		lines.push(say.save.clashes);
	}
	if (saved.sync_error) lines.push(saved.sync_error.message, saved.sync_error.hint);
	if (saved.yaml_error) lines.push(say.save.notYaml(saved.yaml_error));
	else if (!saved.is_valid) lines.push(say.save.willRefuse(saved.error_count));
	const broke = saved.scenarios?.broke ?? [];
	if (saved.scenarios) lines.push(say.save.scenarios(saved.scenarios.passed, broke.length));
	lines.push(...broke.slice(0, MOST_SCENARIOS).map(({ name, words }) => say.save.broke(name, words)));
	const attention =
		broke.length > 0 || !saved.is_valid || saved.sync_error !== undefined || saved.sync_state === 'conflict';
	return {
		title: say.save.saved(saved.number),
		lines: lines.filter(Boolean),
		tone: attention ? 'attention' : 'good',
	};
}
