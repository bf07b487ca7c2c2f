// Imported with import(): it holds CodeMirror and is rarely needed.
export { default as ConflictRoom } from './ConflictRoom.svelte';
