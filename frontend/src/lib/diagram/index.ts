export { default as PlainDiagram } from './PlainDiagram.svelte';
