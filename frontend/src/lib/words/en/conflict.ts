import { count } from '$lib/words';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const same = (places: number) =>
	places === 1 ? 'the same place' : `the same ${NUMBERS[places] ?? places} places`;
const version = (number: number) => (number > 0 ? `version ${number}` : 'version');

export default {
	room: 'Merge',
	panel: 'What is brought together',
	bringTogether: 'Bring two versions together',
	showInHistory: 'Show it in the history',
	base: 'Base',
	mine: 'Mine',
	theirs: 'Theirs',
	called: (side: string, version: string) => `${side}, ${version}`,
	lastInCommon: 'Last version you both had',
	noBase: 'No base',
	noBaseKnown: 'No version that both were made on is known',
	changes: (n: number, when: string) => `${count(n, 'change')}, ${when}`,
	draftApart: 'Your unsaved edits stay apart, as a draft',
	toDecide: 'To decide',
	of: (decided: number, all: number) => `${decided} of ${all}`,
	decidedOf: (decided: number, all: number) => `${decided} of ${all} decided`,
	decided: 'Decided',
	open: 'open',
	mergedQuietly: 'Merged without a question',
	changeCount: (n: number) => count(n, 'change'),
	kinds: { added: 'Added', removed: 'Removed', changed: 'Changed' },
	nothingIsLost: 'Nothing is lost',
	bothStay: (theirs: string) =>
		`Your version and ${theirs} both stay in the history, whatever you choose. Every choice can be undone.`,

	needsLook: 'Both fit together, but the result needs a look',
	youChanged: (places: number) => `You changed ${same(places)} on two computers`,
	bothChanged: (name: string, places: number) => `You and ${name} changed ${same(places)}`,
	anotherTool: 'another tool',
	nothingElse: 'Nothing else differs.',
	quiet: (n: number) =>
		n === 1
			? 'One change fits and is already in the result.'
			: `${n} changes fit together and are already in the result.`,
	quietOthers: (n: number) =>
		n === 1
			? 'One other change fits and is already in the result.'
			: `${n} other changes fit together and are already in the result.`,
	versions: {
		my: (number: number) => `my ${version(number)} of another computer`,
		your: (number: number) => `your ${version(number)} of another computer`,
		ofTool: (number: number) => `the ${version(number)} of another tool`,
		of: (name: string, number: number) => `${name}'s ${version(number)}`,
	},

	shows: 'What is shown',
	decisions: 'Decisions',
	result: 'Result',
	text: 'text',
	theText: 'the text',
	notThere: 'not there',
	removed: 'removed',
	alsoTaken: ', taken',
	yourDecision: 'Your decision',
	change: 'Change',
	changeDecision: (what: string) => `Change the decision on ${what}`,
	whatShallBe: (what: string) => `What ${what} shall be`,
	takeThis: 'Take this',
	asWritten: 'As you wrote it',
	bothYoursFirst: 'Both, yours first',
	bothFit: 'Both fit together. Keeping both, yours first, gives',
	keepSo: 'Keep it so',
	taken: {
		mine: { short: 'Mine', long: 'Mine taken' },
		theirs: { short: 'Theirs', long: 'Theirs taken' },
		both: { short: 'Both', long: 'Both taken' },
		edit: { short: 'Edited', long: 'Edited' },
	},

	whole: 'What shall be saved',
	together: 'Both together',
	hasErrors: (n: number) => `Has ${count(n, 'error')}`,
	hasNoErrors: 'Has no errors',
	mineAlone: 'Mine alone',
	aboutMineAlone: 'As I saved it; theirs stays in the history',
	theirsAlone: 'Theirs alone',
	aboutTheirsAlone: 'As they saved it; mine stays in the history',

	updates: 'Updates as you decide',
	validSoFar: 'Valid ApprovalML so far',
	valid: 'Valid ApprovalML',
	wouldRefuse: (errors: number) => `A runtime would refuse it: ${count(errors, 'error')}`,
	openPlaces: (n: number) => `${count(n, 'place')} open`,
	allDecided: 'Everything decided',
	waits: 'waits for your decision',
	waitsNowhere: 'waits for your decision, and is not in the result so far',
	errorsOfResult: 'Errors of the result',
	warningsOfResult: 'Warnings of the result',
	notYaml: 'Not YAML',
	noErrors: 'No errors',
	noWarnings: 'No warnings',

	mergedWith: (theirs: string) => `Merged with ${theirs}`,
	standsOnBoth: (where: string) => `${where} It stands on both versions, and both stay in the history.`,
	saveVersion: (number: number) => `Save version ${number}`,

	savedMeanwhile: (who: string, number: number) => `${who} saved v${number} meanwhile.`,
	allStillApply: (n: number) => `Your ${n === 1 ? 'decision still applies' : 'decisions still apply'}.`,
	someStillApply: (kept: number, decided: number) =>
		`${count(kept, 'decision')} of ${decided} still ${kept === 1 ? 'applies' : 'apply'}; the rest is open again.`,
};
