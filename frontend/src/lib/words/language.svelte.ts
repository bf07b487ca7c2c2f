import { getContext, setContext } from 'svelte';
import en from './en';

export type Language = 'en' | 'id';
export type Catalogue = typeof en;

/** Each language by its own name. */
export const LANGUAGES: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia' };

// index.html is in English until it is known what was chosen.
const KEY = 'workflow-designer.language';

let spoken = $state<Language>('en');
let catalogue = $state.raw<Catalogue | null>(null);

/** How numbers and months are written in the language in force. What asks for it follows a change of language. */
export function locale(): 'en-US' | 'id-ID' {
	return spoken === 'id' ? 'id-ID' : 'en-US';
}

/**
 * The texts of the interface in the language in force. What reads from it anew follows a change of language: a template, a
 * getter, a function; never a constant.
 */
export const say = new Proxy({} as Catalogue, {
	get: (_, room) => (catalogue ?? en)[room as keyof Catalogue],
});

/** Which language is spoken, and which one was chosen. */
export class Speech {
	choice = $state<Language | 'system'>('system');

	constructor(
		private readonly memory: Pick<Storage, 'getItem' | 'setItem'>,
		/** What the system prefers, as in navigator.languages. */
		private readonly system: readonly string[],
		private readonly root: Pick<HTMLElement, 'lang'>,
	) {
		const kept = memory.getItem(KEY);
		if (kept === 'en' || kept === 'id') this.choice = kept;
	}

	get spoken(): Language {
		return spoken;
	}

	/** Speaks what was chosen last; until then it is English. */
	start(): Promise<void> {
		return this.#speak();
	}

	choose(language: Language | 'system'): Promise<void> {
		this.choice = language;
		this.memory.setItem(KEY, language);
		return this.#speak();
	}

	async #speak(): Promise<void> {
		const wanted = this.#wanted();
		const texts = wanted === 'id' ? (await import('./id')).default : en;
		// Another choice may have been made meanwhile.
		if (wanted !== this.#wanted()) return;
		catalogue = texts;
		spoken = wanted;
		this.root.lang = wanted;
	}

	#wanted(): Language {
		return this.choice === 'system' ? preferred(this.system) : this.choice;
	}
}

/** The first language of the system's that is spoken here, else English. */
function preferred(system: readonly string[]): Language {
	for (const tag of system) {
		const language = tag.toLowerCase().split('-')[0];
		// Java and older systems call Indonesian by its former code.
		if (language === 'id' || language === 'in') return 'id';
		if (language === 'en') return 'en';
	}
	return 'en';
}

const key = Symbol('speech');

export function provideSpeech(speech: Speech): void {
	setContext(key, speech);
}

export function useSpeech(): Speech {
	return getContext<Speech>(key);
}
