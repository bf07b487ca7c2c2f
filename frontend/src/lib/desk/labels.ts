import { asBackendError } from '$lib/backend';
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
