export { default as TestRoom } from './TestRoom.svelte';
export type { ScenarioStore } from './scenarios';
