import type { Diagnostic, TextEdit, TextRange } from '$lib/backend';

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
	/** Selects a place, counted in characters, and brings it into sight. The focus goes along unless it is told to stay. */
	select(range: TextRange, focus?: 'stay'): void;
	/**
	 * Asks for edits of the text as it is now and applies them as one step to undo. Gives how many there were; null when the
	 * text was changed meanwhile, and nothing is applied. Rejects as the question does.
	 */
	apply(ask: (text: string) => Promise<TextEdit[]>): Promise<number | null>;
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

/** What the diagram on the screen lets others do. */
export interface DiagramHandle {
	focus(): void;
	/** Goes to the details of the selected step. */
	inspect(): void;
	/** Offers the types of a step that comes after the selected one. */
	addAfter(): void;
	removeStep(): void;
	zoom(by: 1 | -1): void;
	actualSize(): void;
	fit(): void;
	exportSvg(): void;
	exportPng(): void;
	print(): void;
	/** Why nothing can be changed in it now, in a sentence; null when it can. */
	blocked(): string | null;
}

/** What the test room lets others do with the request that is tried out. */
export interface TestHandle {
	/** Takes the last act back, or takes it once more. */
	step(by: 1 | -1): void;
	/** Why that cannot be done now, in a sentence; null when it can. */
	blocked(by: 1 | -1): string | null;
	/** Begins with the form again. */
	again(): void;
	exportPaths(): void;
	/** Asks for the name under which the run is kept as a scenario. */
	saveScenario(): void;
	/** Why that cannot be done now, in a sentence; null when it can. */
	noScenario(): string | null;
	/** Somebody else changed scenarios. */
	scenariosChanged(): void;
}

export interface Caret {
	line: number;
	column: number;
	/** The keys of the YAML that lead to the caret, and where each stands. */
	keys: { name: string; at: number }[];
}
