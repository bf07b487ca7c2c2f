export { default as WorkflowPanel } from './WorkflowPanel.svelte';
