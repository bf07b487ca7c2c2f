export { default as DropPlace } from './DropPlace.svelte';
export { default as Rail } from './Rail.svelte';
export { default as StatusBar } from './StatusBar.svelte';
export { default as TitleBar } from './TitleBar.svelte';
export { default as ToastPlace } from './ToastPlace.svelte';
