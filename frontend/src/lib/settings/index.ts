export { default as SettingsRoom } from './SettingsRoom.svelte';
