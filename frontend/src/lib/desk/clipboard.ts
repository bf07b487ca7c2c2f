import { say } from '$lib/words';
import type { Desk } from './desk.svelte';

/** Puts a text into the clipboard and says so, or why it could not be. False then. */
export async function copyText(desk: Desk, text: string, done: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		desk.toasts.show({ title: say.compare.notCopied, lines: [say.compare.notCopiedHint], tone: 'attention' });
		return false;
	}
	desk.toasts.show({ title: done, tone: 'good' });
	return true;
}
