// Imported with import(), when the panel is opened.
export { default } from './LowerPanel.svelte';
