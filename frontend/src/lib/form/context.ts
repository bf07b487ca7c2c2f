import { getContext, setContext } from 'svelte';
import type { TextRange } from '$lib/backend';
import type { FormFilling } from './filling.svelte';

/** What the parts of a form find around them. */
export interface Around {
	readonly filling: FormFilling;
	/** Selects a place in the text. */
	show(place: TextRange): void;
}

const key = Symbol('form');

export function provideAround(around: Around): void {
	setContext(key, around);
}

export function useAround(): Around {
	return getContext<Around>(key);
}
