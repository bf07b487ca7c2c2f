export { default as ActivityRoom } from './ActivityRoom.svelte';
