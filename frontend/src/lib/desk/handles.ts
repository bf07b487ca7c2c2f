import type { Diagnostic, TextRange } from '$lib/backend';

/** What the editor on the screen lets others do. */
export interface EditorHandle {
	focus(): void;
	find(): void;
	goToLine(): void;
	undo(): void;
	redo(): void;
	/** Puts the caret at an offset in the text. */
	goTo(at: number): void;
	/** Scrolls as far as the caret needs to be seen, after the editor has become smaller. */
	keepCaretInSight(): void;
	/** Selects a place, counted in characters, and brings it into sight. */
	select(range: TextRange): void;
	/** Puts the caret where a problem stands now. */
	goToProblem(problem: Diagnostic): void;
	nextProblem(step: 1 | -1): void;
	/** Applies the fix of a problem, as one step to undo. */
	mend(problem: Diagnostic): void;
	/** Mends the problem at the caret. */
	mendHere(): void;
	/** Selects one of the uses that are shown, by its place in their list. */
	goToUse(index: number): void;
	complete(): void;
	explain(): void;
	rename(): void;
	definition(): void;
	uses(): void;
	format(): void;
	/** Replaces every deprecated word, as one step to undo. */
	upgrade(): void;
}

export interface Caret {
	line: number;
	column: number;
	/** The keys of the YAML that lead to the caret, and where each stands. */
	keys: { name: string; at: number }[];
}
