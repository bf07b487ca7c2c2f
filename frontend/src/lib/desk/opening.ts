import { BackendError, type Backend, type Draft } from '$lib/backend';
import { OpenDocument, idOf } from '$lib/document';

/** Reads what it takes to edit a workflow: its latest version, or its draft and the version that was edited. */
export async function openWorkflow(backend: Backend, id: number, draft?: Draft): Promise<OpenDocument> {
	const { versions } = await backend.versions(id);
	const latest = versions[0];
	if (!latest) {
		throw new BackendError({
			code: 'workflow_not_found',
			message: `Workflow ${id} has no version.`,
			hint: 'Choose another workflow. When it should have versions, test the storage in the settings.',
		});
	}
	const edited = draft?.base_version_id;
	const base = versions.find((v) => edited && (v.version_id === edited || v.local_id === edited)) ?? latest;
	return OpenDocument.ofWorkflow(backend, await backend.version(id, idOf(base)), latest, draft);
}
