import { asBackendError } from '$lib/backend';
import { say } from '$lib/words';
import type { Desk } from './desk.svelte';

type Named = { workflow_id: number; name: string };

/** Deletes a workflow; its versions stay, and the toast's Undo brings it back. */
export async function deleteWorkflow(desk: Desk, { workflow_id: id, name }: Named): Promise<void> {
	const tab = desk.tabs.ofWorkflow(id);
	const open = tab !== undefined;
	// Its edits are kept as a draft first: Undo brings them back as well.
	if (tab && !(await desk.closeTab(tab))) return;
	try {
		await desk.backend.deleteWorkflow(id);
	} catch (thrown) {
		desk.toasts.showProblem(say.desk.notDeleted(name), asBackendError(thrown));
		if (open) await desk.openWorkflow(id);
		return;
	}
	if (desk.room === 'history') desk.go('design');
	const bucket = (desk.sync.status?.storage_type ?? 'local') !== 'local';
	desk.toasts.show({
		title: say.desk.deleted(name),
		lines: [bucket ? say.desk.deletedForTeam : say.desk.everyVersionKept],
		act: { name: say.words.undo, run: () => undeleteWorkflow(desk, { workflow_id: id, name }, open) },
	});
	await desk.refresh();
}

/** Brings a deleted workflow back, with the text that it had last. */
export async function undeleteWorkflow(
	desk: Desk,
	{ workflow_id: id, name }: Named,
	open = false,
): Promise<void> {
	try {
		await desk.backend.undeleteWorkflow(id);
	} catch (thrown) {
		return desk.toasts.showProblem(say.desk.notBroughtBack(name), asBackendError(thrown));
	}
	desk.toasts.show({ title: say.desk.isBack(name), tone: 'good' });
	await desk.refresh();
	if (open) await desk.openWorkflow(id);
}
