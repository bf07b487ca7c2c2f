/** Lets the up and down keys walk the buttons of a list. */
export function arrowKeys(list: HTMLElement): { destroy(): void } {
	function walk(event: KeyboardEvent): void {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
		const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
		const at = rows.indexOf(document.activeElement as HTMLElement);
		if (at < 0) return;
		const to = event.key === 'Home' ? 0 : event.key === 'End' ? rows.length - 1 : at + (step ?? 0);
		rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
		event.preventDefault();
	}
	list.addEventListener('keydown', walk);
	return { destroy: () => list.removeEventListener('keydown', walk) };
}
