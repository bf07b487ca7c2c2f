export { default as SaveButton } from './SaveButton.svelte';
