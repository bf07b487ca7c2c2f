export { default } from './FormPane.svelte';
