/** Where the choices of the interface are kept; in memory where the browser forbids storage. */
export function keptPreferences(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
	try {
		localStorage.getItem('workflow-designer.theme');
		return localStorage;
	} catch {
		const kept = new Map<string, string>();
		return {
			getItem: (key) => kept.get(key) ?? null,
			setItem: (key, value) => void kept.set(key, value),
			removeItem: (key) => void kept.delete(key),
		};
	}
}
