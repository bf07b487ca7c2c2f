import { asBackendError, type Draft, type DraftInput } from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import { say } from '$lib/words';
import type { Desk } from './desk.svelte';

/** Removes a draft, and closes it when it is open; the toast's Undo brings it back as it was. */
export async function deleteDraft(desk: Desk, draft: Draft): Promise<void> {
	const { backend, shelf, tabs, toasts } = desk;
	const tab = tabs.ofDraft(draft.draft_id);
	const open = tab?.document;
	const texts = open?.texts;
	try {
		if (open) await open.keeper.abandon();
		else await backend.deleteDraft(draft.draft_id);
		shelf.removed(draft.draft_id);
		if (tab) await desk.closeTab(tab);
	} catch (thrown) {
		return toasts.showProblem(say.desk.draftNotDeleted, asBackendError(thrown));
	}
	const { draft_id, workflow_id, base_version_id } = draft;
	const before: DraftInput = {
		draft_id,
		workflow_id,
		base_version_id,
		yaml_content: texts?.yaml ?? draft.yaml_content,
		prompt: texts?.prompt ?? draft.prompt,
		version_comment: texts?.comment ?? draft.version_comment,
		generator: texts?.generator || draft.generator,
	};
	const undo = async () => {
		try {
			const kept = await backend.saveDraft(before);
			shelf.kept(kept);
			if (tab) await desk.openDraft(kept);
		} catch (thrown) {
			toasts.showProblem(say.comfort.draftNotBack, asBackendError(thrown));
		}
	};
	toasts.show({
		title: say.desk.draftDeleted(draft.name || say.desk.anUntitled),
		act: { name: say.words.undo, run: () => void undo() },
	});
}

/** Goes back to the version that was edited; the toast's Undo brings the edits back. */
export function discardEdits(desk: Desk, doc: OpenDocument): void {
	if (!doc.base) return;
	const undo = doc.discardEdits();
	desk.toasts.show({
		title: say.actions.backTo(doc.base.number),
		act: {
			name: say.words.undo,
			run: async () => {
				undo();
				await doc.keeper.flush();
				if (desk.document !== doc && doc.workflowId !== undefined) await desk.openWorkflow(doc.workflowId);
			},
		},
	});
}

/** Discards the edits of a workflow, whether it is open or not. */
export async function discardEditsOf(desk: Desk, workflowId: number): Promise<void> {
	const doc = desk.tabs.ofWorkflow(workflowId)?.document;
	const draft = desk.shelf.draftOf(workflowId);
	if (doc?.base) discardEdits(desk, doc);
	else if (draft) await deleteDraft(desk, draft);
}

/** Opens edits whose workflow is not found any more, as those of a new workflow. */
export async function openAsNew(desk: Desk, draft: Draft): Promise<void> {
	const { yaml_content: yaml, prompt, version_comment: comment, generator } = draft;
	await desk.openNew({ yaml, prompt, comment, generator });
	if (desk.document?.keeper.state !== 'kept') return;
	await desk.backend.deleteDraft(draft.draft_id);
	desk.shelf.removed(draft.draft_id);
	desk.toasts.show({ title: say.comfort.openedAsNew(draft.name || say.desk.anUntitled) });
}
