import { grouped } from '$lib/words';

const inPlaces = (n: number) => (n === 1 ? 'in 1 place' : `in ${n} places`);
const lines = (n: number) => (n === 1 ? '1 line' : `${n} lines`);

export default {
	leave: 'Tab indents. Press Escape, then Tab, to leave the editor.',
	fold: 'Fold',
	unfold: 'Unfold',
	lines,
	unfoldLines: (n: number) => `Unfold ${lines(n)}`,

	noSymbol: 'Put the caret on the name of a step, a field or a section first.',
	changed: 'The text was changed meanwhile. Try again.',
	noProblems: 'No problems',
	nothingToExplain: 'There is nothing to explain here.',
	tidy: 'Already tidy',
	cannotTidy: 'This cannot be tidied yet: it is no YAML',
	mendLineFirst: (line: number) => `Mend line ${line} first.`,
	nothingOld: 'Nothing here is of an older dialect',
	done: (what: string) => `Done: ${what}`,
	noProblemHere: 'There is no problem on this line.',
	noSureWay: 'No sure way to mend this.',
	justChanged: 'The text has just changed here. Try again.',

	newName: (kind: string, name: string) => `New name of the ${kind} ${name}`,
	enterRenames: (places: number) => `Enter renames it ${inPlaces(places)}.`,
	renamed: (name: string, places: number) => `Renamed to ${name} ${inPlaces(places)}`,
	/** What a suggestion is, and what can be renamed. */
	kinds: {
		key: 'key',
		word: 'word',
		step: 'step',
		field: 'field',
		column: 'column',
		section: 'section',
		variable: 'variable',
		role: 'role',
		function: 'function',
		snippet: 'snippet',
	} as Record<string, string>,

	findBar: 'Find in the text',
	find: 'Find',
	replaceWith: 'Replace with',
	matchCase: 'Match case',
	wholeWords: 'Whole words',
	pattern: 'Regular expression',
	previous: 'Previous',
	next: 'Next',
	close: 'Close',
	replace: 'Replace',
	replaceAll: 'Replace all',
	notAPattern: 'Not a regular expression',
	orMore: (n: number) => `${grouped(n)} or more`,
	nothingFound: 'Nothing found',
	foundAt: (at: number, total: string) => `${at} of ${total}`,
	found: (total: string) => `${total} found`,

	/** What the editor's own parts say; the keys are CodeMirror's. */
	phrases: {
		'Go to line': 'Go to line',
		go: 'Go',
		close: 'close',
		Completions: 'Completions',
		'Control character': 'Control character',
		'Selection deleted': 'Selection deleted',
		'Folded lines': 'Folded lines',
		'Unfolded lines': 'Unfolded lines',
		to: 'to',
		'current match': 'current match',
		'on line': 'on line',
		'replaced $ matches': 'replaced $ matches',
		'replaced match on line $': 'replaced match on line $',
	} as Record<string, string>,
};
