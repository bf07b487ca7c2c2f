import { BackendError, type Backend, type Draft } from '$lib/backend';
import { OpenDocument, idOf, latestOf } from '$lib/document';
import { say } from '$lib/words';

/** Reads what it takes to edit a workflow: its latest version, or its draft and the version that was edited. */
export async function openWorkflow(backend: Backend, id: number, draft?: Draft): Promise<OpenDocument> {
	const { versions } = await backend.versions(id);
	const latest = latestOf(versions);
	// A workflow that was deleted elsewhere can still have edits of ours: they are shown on the last text that it had.
	const newest = latest?.deleted ? versions.find(({ deleted, beside }) => !deleted && !beside) : latest;
	if (!latest || !newest) {
		throw new BackendError({
			code: 'workflow_not_found',
			message: say.desk.noVersion(id),
			hint: say.desk.chooseAnother,
		});
	}
	const edited = draft?.base_version_id;
	const base = versions.find((v) => edited && (v.version_id === edited || v.local_id === edited)) ?? newest;
	return OpenDocument.ofWorkflow(backend, await backend.version(id, idOf(base)), latest, draft);
}
