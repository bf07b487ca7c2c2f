export { default as DesignRoom } from './DesignRoom.svelte';
