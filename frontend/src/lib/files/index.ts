export { default as FilesRoom } from './FilesRoom.svelte';
