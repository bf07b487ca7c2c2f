import { EditorView } from '@codemirror/view';
import type { Diagnostic } from '$lib/backend';
import { problemWords } from '$lib/language';
import { say } from '$lib/words';
import { applyChanges } from './edits';
import { foundAt, mendingChanges, neighbour, placedIn, type Placed } from './found';

/** Applies the fix of a problem. False when there is none, or that part of the text has been changed meanwhile. */
export function mend(view: EditorView, problem: Diagnostic): boolean {
	const changes = mendingChanges(view.state, problem);
	if (!changes) return false;
	applyChanges(view, changes, 'input.fix');
	view.dispatch({ effects: EditorView.announce.of(say.editor.done(problem.fix?.title ?? '')) });
	return true;
}

/** Mends the problem at the caret, else the first of its line that can be mended. Gives why not, or null. */
export function mendAtCaret(view: EditorView): string | null {
	const { head } = view.state.selection.main;
	const line = view.state.doc.lineAt(head);
	const onLine = placedIn(view.state).filter(({ from }) => from >= line.from && from <= line.to);
	const all = [...foundAt(view.state, head), ...onLine];
	if (all.length === 0) return say.editor.noProblemHere;
	const mendable = all.find(({ problem }) => problem.fix);
	if (!mendable) return `${say.editor.noSureWay} ${all[0]?.problem.hint ?? ''}`.trim();
	return mend(view, mendable.problem) ? null : say.editor.justChanged;
}

/** Moves the caret to the next or the previous problem and says it. False when there is none. */
export function goToNeighbour(view: EditorView, step: 1 | -1): boolean {
	const placed = neighbour(view.state, view.state.selection.main, step);
	if (placed) goTo(view, placed);
	return placed !== undefined;
}

/** Moves the caret to where a problem stands now. */
export function goToProblem(view: EditorView, problem: Diagnostic): void {
	const placed = placedIn(view.state).find((one) => one.problem === problem);
	if (placed) goTo(view, placed);
}

function goTo(view: EditorView, { problem, from }: Placed): void {
	view.dispatch({
		selection: { anchor: from },
		effects: [
			EditorView.scrollIntoView(from, { y: 'center' }),
			EditorView.announce.of(problemWords(problem, view.state.doc.lineAt(from).number)),
		],
	});
	view.focus();
}
