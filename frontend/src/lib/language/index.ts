export { bySeverity, Check, type Found } from './check.svelte';
export { changesOf, offsetOf, placeOf, spanOf, type Lines, type Span } from './places';
export { countWords, eachCount, isBroken, isDeprecated, problemWords } from './said';
export { stepAt } from './steps';
export type { Use, Uses } from './uses';
export { isBlank, sameText, type Written } from './written';
