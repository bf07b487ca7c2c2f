export default {
	title: 'Check-up',
	about:
		'Looks at everything that saving and sharing need: files and who may read them, every version, the activity log, the index, keys, and the bucket.',
	open: 'Check-up',
	card: 'Findings',
	notLooked: 'Not looked at yet',
	looking: 'Every version is read and compared with what was saved',
	lookTakes: 'The check-up is running; with many versions it takes a while.',
	look: 'Check everything',
	lookAgain: 'Check again',
	well: (clock: string) => `${clock}, nothing is wrong`,
	warned: (clock: string, count: number) => `${clock}, ${count === 1 ? '1 warning' : `${count} warnings`}`,
	wrong: (clock: string, count: number) => `${clock}, ${count === 1 ? '1 failed' : `${count} failed`}`,
	mendAll: 'Mend all',
	bundle: 'Support bundle',
	aboutBundle:
		'A zip for whoever helps you: version, settings, these findings, counts and the last messages. No texts, prompts, names or keys are in it. Its README says what was left out.',
	save: 'Save support bundle',
	saving: 'The bundle is being put together.',
	saved: 'Support bundle saved',
};
