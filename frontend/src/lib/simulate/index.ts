export { default as TestRoom } from './TestRoom.svelte';
