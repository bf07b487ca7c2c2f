import { onMac } from '$lib/look';
import { keysOf, takesText, type Action } from './action';

/** Runs the action whose keys were pressed. Gives the way to stop listening. */
export function listenForKeys(
	actions: Record<string, Action>,
	blocked: (reason: string) => void,
): () => void {
	const all = Object.values(actions).filter(({ keys, inEditor }) => keys && !inEditor);

	function press(event: KeyboardEvent): void {
		const keys = keysOf(event, onMac);
		const action = all.findLast(
			(a) => (a.keys === keys || a.also?.includes(keys)) && (a.applies?.(event.target) ?? true),
		);
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
