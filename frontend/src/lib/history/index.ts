export { default as HistoryRoom } from './HistoryRoom.svelte';
