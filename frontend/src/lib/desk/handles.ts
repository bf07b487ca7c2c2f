/** What the editor on the screen lets others do. */
export interface EditorHandle {
	focus(): void;
	find(): void;
	goToLine(): void;
	undo(): void;
	redo(): void;
}

export interface Caret {
	line: number;
	column: number;
}
