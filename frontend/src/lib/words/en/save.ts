import { count } from '$lib/words';

export default {
	versionOf: (number: number, name: string) => `Version ${number} of ${name}`,
	comment: 'Comment',
	whatChanged: 'What changed, and why',
	keptThenSent: (bucket: string) => `Kept on this computer, then sent to ${bucket}.`,
	keptSentLater: (bucket: string) => `Kept on this computer, and sent to ${bucket} once it answers again.`,
	keptHere: 'Kept on this computer.',
	beingSaved: 'The version is being saved.',
	ways: {
		save: 'Save version',
		saveMerged: 'Save and bring together',
		saveOnLatest: 'Save, and bring it back',
	},
	onLatest: 'Save on top of the latest',
	decideNow: 'Decide now',
	deletedBy: (who: string, when: string) => `${who} deleted this workflow ${when}.`,
	deleted: (when: string) => `This workflow was deleted ${when}.`,
	canBringBack: 'Your text can bring it back, as its next version. Every version is kept.',
	savedAfter: (who: string, number: number, when: string, opened: string) =>
		`${who} saved v${number} ${when}, after you had opened v${opened}.`,
	bothWays:
		'Both can be brought together: what does not clash becomes one version, what does you decide place by place. Or yours becomes the next version as it is, and theirs stays in the history.',

	saved: (number: number) => `Version ${number} saved`,
	inBucket: (bucket: string) => `It is in ${bucket}.`,
	theBucket: 'the bucket',
	here: 'It is kept on this computer.',
	waits: 'It waits to be sent, it is safe on this computer.',
	clashes: 'The bucket has another version on top of the same one. Both are kept.',
	notYaml: (why: string) => `It is not valid YAML: ${why}`,
	/** What came of the saved scenarios. */
	scenarios: (passed: number, broke: number) =>
		broke === 0
			? `${passed === 1 ? 'Its saved scenario comes' : `All ${passed} saved scenarios come`} to the same.`
			: `${broke} of ${count(passed + broke, 'saved scenario')} ${broke === 1 ? 'breaks' : 'break'}:`,
	broke: (name: string, why: string) => `${name}: ${why}`,
	showScenarios: 'Show in the test',
	willRefuse: (errors: number) => `A runtime will refuse it: it has ${count(errors, 'error')}.`,
};
