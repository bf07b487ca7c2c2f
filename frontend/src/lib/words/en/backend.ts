export default {
	insideWindow: 'Something went wrong inside this window.',
	insideProgram: 'Something went wrong inside the program.',
	reportWhat: (what: string) => `Try again. If it stays, report this: ${what}`,
	noMessage: 'no message',
	silent: 'The program does not answer.',
	startAgain:
		'Start Workflow Designer again and keep this page open: nothing typed here is lost while it is open.',
	mayNotTalk: 'This page may not talk to the program any more.',
	openAddress: 'Open the address that the program printed when it started.',
	notUnderstood: (status: number) =>
		`The program gave an answer that this page does not understand (status ${status}).`,
	reload:
		'Reload the page. If it stays, the page and the program are of different versions: start the program again.',
	hasNo: (name: string) => `The program has no ${name}.`,
	installAgain: 'Install Workflow Designer again: its parts are of different versions.',
};
