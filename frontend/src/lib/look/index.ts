import { getContext, setContext } from 'svelte';
import type { Look } from './look.svelte';

export { default as Avatar } from './Avatar.svelte';
export { default as Button } from './Button.svelte';
export { default as Chip } from './Chip.svelte';
export { default as FindField } from './FindField.svelte';
export { default as IconButton } from './IconButton.svelte';
export { default as Keys } from './Keys.svelte';
export { default as KindSign } from './KindSign.svelte';
export { default as Page } from './Page.svelte';
export { default as Placeholder } from './Placeholder.svelte';
export { default as ProblemNote } from './ProblemNote.svelte';
export { default as ProgressBar } from './ProgressBar.svelte';
export { default as Separator } from './Separator.svelte';
export { arrowKeys } from './arrows';
export { scrollable } from './scrollable';
export { keyNames, onMac } from './keys';
export { Look, type Theme } from './look.svelte';

const key = Symbol('look');

export function provideLook(look: Look): void {
	setContext(key, look);
}

export function useLook(): Look {
	return getContext<Look>(key);
}
export { firstScreen, firstScreenDrawn } from './painted';
