/** What the editor on the screen lets others do. */
export interface EditorHandle {
	focus(): void;
	find(): void;
	goToLine(): void;
	undo(): void;
	redo(): void;
	/** Puts the caret at an offset in the text. */
	goTo(at: number): void;
}

export interface Caret {
	line: number;
	column: number;
	/** The keys of the YAML that lead to the caret, and where each stands. */
	keys: { name: string; at: number }[];
}
