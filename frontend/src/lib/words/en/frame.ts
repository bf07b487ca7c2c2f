import { count } from '$lib/words';

export default {
	rooms: 'Rooms',
	toDecide: (room: string, n: number) => `${room}, ${count(n, 'workflow')} to decide`,
	you: (name: string) => `You: ${name}`,
	workflow: 'Workflow',
	draft: 'Draft',
	withEdits: (number: number) => `v${number} + edits`,
	back: 'Back to design',
	minimise: 'Minimise',
	maximise: 'Maximise',
	close: 'Close',

	status: 'Status',
	decisionsLeft: (n: number) => `${count(n, 'decision')} left`,
	companyAndAuthor: 'Company and author',
	company: (number: number) => `Company ${number}`,
	withKeys: (act: string, keys: string) => `${act} (${keys})`,
	caret: (line: number, column: number) => `Ln ${line}, Col ${column}`,
	textNotChecked: 'The text is not checked',
	notChecked: 'Not checked',
	nextProblem: (counts: string, keys: string) => `${counts}. Next problem: ${keys}`,
	othersOn: (number: number) => `Everyone else keeps working on v${number}`,
	yoursKept: (clock: string) => `Yours, saved ${clock}, is kept as it is`,
	storage: 'Storage',

	notOnDisk: 'Edits are not on disk yet',
	unsavedEdits: 'Unsaved edits',
	notAVersion: 'Not saved as a version',
	draftOf: (number: number) =>
		`Your edits of v${number} are kept as a draft on this computer, and only here.`,
	deletedMeanwhile: 'The workflow was deleted meanwhile. Saving brings it back.',
	savedMeanwhile: (number: number) => `v${number} has been saved meanwhile. Saving brings both together.`,
	draftOnly: 'This draft is kept on this computer, and only here, until its first version is saved.',
	deleteDraft: 'Delete draft',

	deletedBy: (who: string) => `Deleted by ${who}`,
	deletedElsewhere: 'Deleted elsewhere',
	whoDeleted: (who: string) => `${who} deleted this workflow.`,
	wasDeleted: 'This workflow was deleted.',
	savingBringsBack: 'Saving brings it back.',
	thisBringsBack: 'This brings it back.',
	newer: (number: number) => `v${number} exists, saving merges`,
	whoSaved: (who: string, number: number) =>
		`${who} saved v${number}. Your text stays as it is; saving brings both together.`,
};
