export { default as AnalyticsRoom } from './AnalyticsRoom.svelte';
