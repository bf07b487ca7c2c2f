export { default as StartScreen } from './StartScreen.svelte';
