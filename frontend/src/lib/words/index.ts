export { count, grouped, initials, size } from './count';
export { now } from './now.svelte';
export { clock, exactly, when } from './when';
export { invalidity } from './invalidity';
export { given } from './person';
