import { onMac } from '$lib/look';
import { keysOf, takesText, type Action } from './action';

/** Runs the action whose keys were pressed. Gives the way to stop listening. */
export function listenForKeys(
	actions: Record<string, Action>,
	blocked: (reason: string) => void,
): () => void {
	// The editor has its own keys for these; the actions name them for the tooltips.
	const own = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+F', 'Mod+Alt+G']);
	const byKeys = new Map<string, Action>();
	for (const action of Object.values(actions)) {
		if (action.keys && !own.has(action.keys)) byKeys.set(action.keys, action);
	}

	function press(event: KeyboardEvent): void {
		const keys = keysOf(event, onMac);
		const action = byKeys.get(keys);
		if (!action || event.defaultPrevented) return;
		if (keys.length === 1 && takesText(event.target)) return;
		event.preventDefault();
		const reason = action.blocked?.();
		if (reason) blocked(reason);
		else action.run();
	}
	window.addEventListener('keydown', press);
	return () => window.removeEventListener('keydown', press);
}
