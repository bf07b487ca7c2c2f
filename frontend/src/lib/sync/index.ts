export { default as SyncCard } from './SyncCard.svelte';
export { default as SyncRoom } from './SyncRoom.svelte';
export { syncWords } from './syncWords';
