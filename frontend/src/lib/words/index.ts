export { count, decimal, grouped, initials, size } from './count';
export {
	LANGUAGES,
	locale,
	provideSpeech,
	say,
	Speech,
	useSpeech,
	type Catalogue,
	type Language,
} from './language.svelte';
export { now } from './now.svelte';
export { clock, exactly, when } from './when';
export { invalidity } from './invalidity';
export { given } from './person';
