import type { Desk } from '$lib/desk';

// The regions of the window, in reading order; F6 walks them.

const FOCUSABLE =
	'[data-first-focus], .cm-content, button:not([disabled]), input, textarea, a[href], [tabindex="0"]';

/** Moves the focus to the next region of the window, or with -1 to the one before. */
export function nextRegion(step: 1 | -1): void {
	const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
	const at = regions.findIndex((region) => region.contains(document.activeElement));
	for (let i = 1; i <= regions.length; i++) {
		const start = at < 0 ? (step > 0 ? -1 : 0) : at;
		const region = regions[(start + step * i + regions.length * 2) % regions.length];
		const target =
			region?.querySelector<HTMLElement>('[data-first-focus], .cm-content') ??
			region?.querySelector<HTMLElement>(FOCUSABLE);
		if (!target) continue;
		target.focus();
		return;
	}
}

/** Brings the list of the workflows to where it is seen. */
export function showShelf(desk: Desk): void {
	if (!desk.shelfRoom) desk.go('design');
	if (!desk.layout.shelfShown) desk.layout.toggleShelf();
}

export function focusFind(): void {
	focusWhere('[data-find]');
}

/** What is to be focused may be drawn only after this; so it waits for the next frame. */
export function focusWhere(selector: string): void {
	requestAnimationFrame(() => {
		const found = document.querySelector<HTMLElement>(selector);
		if (found instanceof HTMLInputElement) found.select();
		else found?.focus();
	});
}
