// Imported with import(), so that it is read only when something is proposed.
export { default as GenerateRoom } from './GenerateRoom.svelte';
