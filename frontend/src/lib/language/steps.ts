/** The step that keys of the YAML lead into, by its id; null where they lead elsewhere. */
export function stepAt(keys: readonly string[]): string | null {
	const top = keys[0] === 'approval_process' ? 1 : 0;
	return keys[top] === 'workflow' ? (keys[top + 1] ?? null) : null;
}
