import { count } from '$lib/words';

export default {
	title: 'Problems',
	panel: 'Below the editor',
	height: 'Height of the panel',
	shows: 'What the panel shows',
	close: 'Close the panel',
	usesOf: (name: string) => `Uses of ${name}`,
	again: 'Check again',
	show: 'Show',
	more: (n: number) => `${count(n, 'more problem')} further down. Mend these first.`,
	hidden: 'What was found is hidden. Press a count to show it.',
	nothingWrong: 'Nothing is wrong: a runtime takes this workflow as it is.',
	noOther: (kind: string) => `Nothing else in the workflow names this ${kind}.`,
	definedHere: 'defined here',
};
