export { default as TestRoom } from './TestRoom.svelte';
export type { KeptScenario, ScenarioStore } from './scenarios';
