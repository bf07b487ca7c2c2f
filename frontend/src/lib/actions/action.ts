import { type Catalogue, say } from '$lib/words';

/** One thing a person can do: the same for a button, a menu and a key. */
export interface Action {
	/** In a verb, as it stands on the button. */
	name: string;
	/** Such as "Mod+Shift+H"; Mod is Ctrl, and Cmd on a Mac. */
	keys?: string;
	/** Further keys that mean the same. */
	also?: readonly string[];
	/** The editor listens to the keys itself; they stand here for menus and tooltips. */
	inEditor?: true;
	/** Whether the keys, pressed there, mean this act; always when left out. The last one that they can mean is done. */
	applies?: (target: EventTarget | null) => boolean;
	/** Why it cannot be done now, in a sentence; null when it can. */
	blocked?: () => string | null;
	run: () => void;
}

type Names = Catalogue['actions']['names'];

/**
 * Gives each act its name, in the language in force: the one that the catalogue has under the same key. An act without one
 * there is refused by the compiler.
 */
export function named<T extends Partial<Record<keyof Names, Omit<Action, 'name'>>>>(
	acts: T & Record<Exclude<keyof T, keyof Names>, never>,
): { [K in keyof T]: T[K] & { readonly name: string } } {
	for (const key of Object.keys(acts) as (keyof Names & keyof T)[]) {
		Object.defineProperty(acts[key], 'name', { get: () => say.actions.names[key], enumerable: true });
	}
	return acts as { [K in keyof T]: T[K] & { readonly name: string } };
}

const SIGNS: Record<string, string> = { Equal: '=', Minus: '-', Digit0: '0' };
/** What acts are about, where their names alone do not say. */
export type Area = keyof Catalogue['palette']['areas'];

const areas = new WeakMap<Action, Area>();

export function areaOf(action: Action): Area | undefined {
	return areas.get(action);
}

/** Tells of acts what they are about. */
export function inArea<T extends Record<string, Action>>(area: Area, acts: T): T {
	for (const action of Object.values(acts)) areas.set(action, area);
	return acts;
}

/** The keys of an event, written as in Action.keys. */
export function keysOf(event: KeyboardEvent, mac: boolean): string {
	const parts: string[] = [];
	if (mac ? event.metaKey : event.ctrlKey) parts.push('Mod');
	if (event.altKey) parts.push('Alt');
	// With Alt a Mac types another letter; what was pressed is meant.
	const letter = event.altKey ? /^Key([A-Z])$/.exec(event.code)?.[1] : undefined;
	const sign = mac && event.altKey ? SIGNS[event.code] : undefined;
	const space = event.key === ' ' ? 'Space' : undefined;
	const key = letter ?? sign ?? space ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
	// Shift is part of a sign such as "?", but not of a letter.
	if (event.shiftKey && (event.key.length > 1 || /\p{L}/u.test(event.key))) parts.push('Shift');
	return [...parts, key].join('+');
}

/** True where a plain key is text, not a command. */
export function takesText(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null
	);
}
