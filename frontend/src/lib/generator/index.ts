export { default as GeneratorChoice } from './GeneratorChoice.svelte';
