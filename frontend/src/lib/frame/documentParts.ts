// What the frame shows of an open document, and opens something over it.

export { SaveButton } from '$lib/save';
export { default as DraftItem } from './DraftItem.svelte';
export { default as LabelChip } from './LabelChip.svelte';
