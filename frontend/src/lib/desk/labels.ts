import { asBackendError, type LabelRequest } from '$lib/backend';
import { say } from '$lib/words';
import type { Desk } from './desk.svelte';

/** Gives the open text labels and takes some away, as one step to undo. False when it cannot be done, which is said. */
export async function relabel(desk: Desk, add: string[], remove: string[]): Promise<boolean> {
	const { editor } = desk;
	if (!editor) return false;
	try {
		return (await editor.apply((text) => desk.backend.relabel(text, add, remove))) !== null;
	} catch (thrown) {
		desk.toasts.showProblem(say.find.notChanged, asBackendError(thrown));
		return false;
	}
}

/**
 * Gives workflows a label or takes it away, each in a new version, and offers to take that back. False when it could not be done
 * to all, which is said.
 */
export function labelWorkflows(
	desk: Desk,
	ids: number[],
	act: 'add' | 'remove',
	label: string,
): Promise<boolean> {
	const request = { workflow_ids: ids, add: [], remove: [], [act]: [label] };
	return setLabels(desk, request, act === 'add' ? say.find.given : say.find.taken);
}

async function setLabels(
	desk: Desk,
	request: LabelRequest,
	done: (label: string, n: number) => string,
): Promise<boolean> {
	// What was typed last is labelled too.
	await desk.keepAll();
	try {
		const { saved, failures } = await desk.backend.setLabels(request);
		await Promise.all([desk.refresh(), desk.shelf.refreshDrafts()]);
		const label = request.add[0] ?? request.remove[0] ?? '';
		const back = {
			workflow_ids: saved.map(({ workflow_id }) => workflow_id),
			add: request.remove,
			remove: request.add,
		};
		const [failure] = failures;
		desk.toasts.show({
			title: failure
				? say.find.notAll(failures.length)
				: saved.length
					? done(label, saved.length)
					: say.find.unchanged,
			lines: failure ? [`${failure.name}: ${failure.message}`] : saved.length ? [say.find.newVersions] : [],
			tone: failure ? 'attention' : undefined,
			act: saved.length
				? {
						name: say.words.undo,
						run: () => void setLabels(desk, back, request.add.length ? say.find.taken : say.find.given),
					}
				: undefined,
		});
		return failures.length === 0;
	} catch (thrown) {
		desk.toasts.showProblem(say.find.notChanged, asBackendError(thrown));
		return false;
	}
}
