// Imported with import(), so that what compares is read only when something is compared.
export { default } from './CompareView.svelte';
export { default as TextDiff } from './TextDiff.svelte';
