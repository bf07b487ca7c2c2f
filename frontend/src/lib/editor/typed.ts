import type { EditorState, Text } from '@codemirror/state';
import type { Written } from '$lib/language';

/** The text of an editor with its own line endings; a string is made of it once, when somebody asks for it. */
class Typed implements Written {
	#made: string | undefined;

	constructor(
		private readonly doc: Text,
		readonly lineBreak: string,
	) {}

	get length(): number {
		return this.doc.length + (this.doc.lines - 1) * (this.lineBreak.length - 1);
	}

	slice(from: number, to: number): string {
		// The document counts each line ending as one.
		if (this.#made === undefined && this.lineBreak.length === 1)
			return this.doc.sliceString(from, to, this.lineBreak);
		return this.toString().slice(from, to);
	}

	toString(): string {
		return (this.#made ??= this.doc.sliceString(0, this.doc.length, this.lineBreak));
	}
}

const all = new WeakMap<Text, Typed>();

/** What stands in an editor: the same object for the same text, so that texts can be told apart without reading them. */
export function typedIn({ doc, lineBreak }: EditorState): Written {
	const known = all.get(doc);
	if (known?.lineBreak === lineBreak) return known;
	const typed = new Typed(doc, lineBreak);
	all.set(doc, typed);
	return typed;
}
