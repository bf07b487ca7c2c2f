// Takes a diagram along: as a file, or on paper.

import { flushSync, mount, unmount } from 'svelte';
import type { Layout } from './model';
import type { Theme } from './palette';
import Sheet from './Sheet.svelte';

export function themeOfPage(): Theme {
	return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

/**
 * Puts the diagram on the page that is about to be printed, on its own and on one sheet; gives the way to take it away again.
 * On paper it is light, whatever the screen.
 */
export function putOnPaper(layout: Layout, title: string): () => void {
	const root = document.documentElement;
	const theme = root.dataset.theme;
	const target = document.createElement('div');
	target.className = 'print-sheet';
	const paper = document.createElement('style');
	paper.textContent = `@page { size: A4 ${layout.width > layout.height ? 'landscape' : 'portrait'}; margin: 12mm; }`;
	document.body.append(paper, target);
	const sheet = mount(Sheet, { target, props: { layout, title } });
	flushSync();
	root.dataset.theme = 'light';
	return () => {
		root.dataset.theme = theme;
		void unmount(sheet);
		target.remove();
		paper.remove();
	};
}
