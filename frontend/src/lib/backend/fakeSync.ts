// The bucket's side of the fake: status, runs, events, conflicts. It is not in the product.

import type { SavedVersion } from './backend';
import type { FakeState } from './fake';
import { detailOf, mergeOf } from './fakeConflict';
import { BackendError } from './problem';
import type { ConflictBackend } from './conflict';
import type { BackendEvent, SyncBackend, SyncRun, SyncStatus } from './sync';

export const unreachable = {
	code: 'bucket_unreachable',
	message: 'The bucket at https://s3.storage.acme.example does not answer.',
	hint: 'Check the network. Versions are kept here and sent when it answers.',
};

/** Tells what happened to whoever listens. */
export function tell(state: FakeState, event: BackendEvent): void {
	for (const listener of [...state.listeners]) listener(event);
}

export function statusOf(state: FakeState): SyncStatus {
	const bucket = state.settings.storage_type !== 'local';
	const pending = [...state.versions.values()].flat().filter((v) => v.sync_state === 'pending').length;
	const conflicts = state.conflicts.size;
	const error = bucket && state.offline ? unreachable : bucket ? state.trouble : null;
	const status: SyncStatus = {
		storage_type: state.settings.storage_type,
		bucket: bucket ? state.settings.s3_bucket_name : '',
		state: 'synced',
		pending_count: pending,
		conflict_count: bucket ? conflicts : 0,
		synced_at: state.syncedAt,
		error,
		progress: bucket ? state.progress : null,
		following: bucket && !state.offline,
	};
	if (!bucket) status.state = 'local';
	else if (status.progress) status.state = 'syncing';
	else if (state.offline) status.state = 'offline';
	else if (error) status.state = 'error';
	else if (conflicts > 0) status.state = 'conflict';
	else if (pending > 0) status.state = 'pending';
	return status;
}

/** `saved` puts a version on top of a workflow's latest. */
export function fakeSync(
	state: FakeState,
	saved: (
		id: number,
		change: { yaml: string; comment: string; parent: string; merged: string },
	) => SavedVersion,
): SyncBackend & ConflictBackend {
	const refuse = (code: string, message: string, hint: string) => new BackendError({ code, message, hint });
	const waiting = (id: number) => {
		const found = state.conflicts.get(id);
		if (!found) throw refuse('not_found', 'Nothing waits for a decision there.', 'Look at the workflow.');
		return found;
	};
	return {
		syncStatus: async () => statusOf(state),
		sync: async (input = {}) => {
			if (state.trouble?.code === 'many_deleted' && input.accept_deletions) state.trouble = null;
			if (state.trouble) throw new BackendError(state.trouble);
			const began = state.now().toISOString();
			const pending = [...state.versions.values()].flat().filter((v) => v.sync_state === 'pending');
			if (!state.offline) {
				for (const version of pending) version.sync_state = 'synced';
				state.syncedAt = state.now().toISOString();
			}
			const pushed = state.offline ? 0 : pending.length;
			const run: SyncRun = {
				started_at: began,
				ended_at: state.now().toISOString(),
				pushed,
				pulled: 0,
				merged: 0,
				conflicts: state.conflicts.size,
				bytes: pending.reduce((sum, { size }) => sum + size, 0),
				error: state.offline ? unreachable : null,
			};
			state.runs = [run, ...state.runs].slice(0, 20);
			const status = statusOf(state);
			tell(state, { kind: 'sync', status });
			const conflicts = [...state.conflicts].map(([workflow_id, { mine }]) => ({
				workflow_id,
				name: mine.name,
			}));
			return { pushed, pulled: 0, merged: 0, deleted: 0, conflicts, failures: [], status };
		},
		syncRuns: async () => state.runs,
		subscribe: (listener) => {
			state.listeners.add(listener);
			return () => void state.listeners.delete(listener);
		},
		conflicts: async () =>
			[...state.conflicts].flatMap(([workflow_id, { mine, places }]) =>
				places
					.filter(({ quiet }) => !quiet)
					.map(({ path, base, mine: my, theirs }) => ({
						workflow_id,
						name: mine.name,
						path,
						base,
						mine: my,
						theirs,
					})),
			),
		conflict: async (id) => detailOf(waiting(id)),
		mergePreview: async (id, choices) => mergeOf(waiting(id), choices),
		resolveConflict: async (id, resolution) => {
			const conflict = waiting(id);
			const { mine, theirs } = conflict;
			if (resolution.mine_id !== mine.local_id || resolution.theirs_id !== theirs.local_id) {
				throw refuse(
					'stale_parent',
					'Someone saved a newer version.',
					'Look at what is new, then decide again.',
				);
			}
			const merge = await mergeOf(conflict, resolution.choices);
			if (resolution.yaml_content === undefined && merge.places.some(({ take }) => take === '')) {
				throw refuse('invalid_request', 'A place is still open.', 'Decide it first.');
			}
			state.conflicts.delete(id);
			return saved(id, {
				yaml: resolution.yaml_content ?? merge.result_yaml,
				comment: resolution.version_comment,
				parent: theirs.local_id,
				merged: mine.local_id,
			});
		},
	};
}
