export { default as DraftMenu } from './DraftMenu.svelte';
export { default as FilesMenu } from './FilesMenu.svelte';
export { default as MoreLabels } from './MoreLabels.svelte';
export { default as WorkflowMenu } from './WorkflowMenu.svelte';
