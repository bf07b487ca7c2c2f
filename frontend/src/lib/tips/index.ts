export { default as TipPlace } from './TipPlace.svelte';
