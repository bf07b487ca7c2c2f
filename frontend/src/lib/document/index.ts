export { OpenDocument, idOf, latestOf, type Base, type Latest, type Texts } from './document.svelte';
export { EMPTY_WORKFLOW } from './empty';
export { DraftKeeper } from './keeper.svelte';
export { fileName, workflowName } from './name';
