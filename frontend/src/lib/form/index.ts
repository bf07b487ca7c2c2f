export { default } from './FormPane.svelte';
export { default as FormSheet } from './FormSheet.svelte';
export { default as Select } from './Select.svelte';
export { provideAround } from './context';
export { FormFilling } from './filling.svelte';
