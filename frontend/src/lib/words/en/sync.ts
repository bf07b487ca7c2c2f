import { count, decimal, grouped } from '$lib/words';

export default {
	title: 'Sync',
	again: 'Ask again',
	look: 'Look',
	underWay: 'A sync is under way.',
	keptHere: 'Kept on this computer',
	onlyHere: 'Versions are kept on this computer only.',
	everyVersionHere: 'Every version is on this disk',
	everyVersionIn: 'Every version is on this disk, in',
	connectToWork: 'Connect a bucket to work with your team. Nothing else needs a network.',

	deletionsAsked: 'Were so many deleted on purpose?',
	deletionsWait: 'Until you answer nothing is taken in. Every version stays on this computer either way.',

	toDecide: 'Waits for your decision',
	toDecideBothKept: (n: number) =>
		`${count(n, 'workflow')} to decide. Both versions are kept; nobody is stopped.`,
	toDecideNothing:
		'Nothing waits. When you and a colleague change the same place, both versions are kept and you decide here.',
	theirSave: (who: string, number: string, when: string) => `${who} saved v${number} ${when}`,
	placesToDecide: (n: number) => `${count(n, 'place')} to decide`,
	resultNeedsLook: 'and the result of both needs a look',
	twoOnSame: 'Two versions were made on the same one',
	decideNamed: (name: string) => `Decide ${name}`,

	lastRuns: 'Last runs',
	allRuns: 'All runs',
	noRuns: 'Nothing has been synced yet. Sync now looks what the bucket has.',
	following: 'The bucket tells of changes at once.',
	notFollowing: 'The bucket is asked for changes now and then.',
	columns: {
		when: 'When',
		sent: 'Sent',
		takenIn: 'Taken in',
		merged: 'Merged',
		toDecide: 'To decide',
		size: 'Size',
		took: 'Took',
	},
	run: {
		sent: (n: number) => `${count(n, 'version')} sent`,
		takenIn: (n: number) => `${count(n, 'workflow')} taken in`,
		merged: (n: number) => `${n} brought together`,
		toDecide: (n: number) => `${n} to decide`,
		stopped: 'Stopped',
		nothingNew: 'Nothing new',
	},
	took: {
		hardly: () => `< ${decimal(0.1)} s`,
		tenths: (seconds: number) => `${decimal(seconds)} s`,
		seconds: (seconds: number) => `${seconds} s`,
		minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
	},

	offline: 'Offline',
	busy: 'Bucket busy',
	allSafe: (why: string) => `${why}, everything here is safe`,
	manyDeleted: 'Many deletions wait for your answer',
	notSynced: (waiting: string) => `Not synced: ${waiting}`,
	cannotBeUsed: (bucket: string) => `${bucket} cannot be used now`,
	decisionsWait: (n: number) => `${count(n, 'workflow')} ${n === 1 ? 'waits' : 'wait'} for your decision`,
	inBucket: (bucket: string) => `In ${bucket}`,
	inBucketSynced: (bucket: string, when: string) => `In ${bucket}, synced ${when}`,
	waiting: (n: number) =>
		`${count(n, 'change')} ${n === 1 ? 'waits' : 'wait'} to be sent, safe on this computer`,

	goOnWorking: 'A sync is under way. You can go on working: what is new comes in as it arrives.',
	sentWhenAnswers: (n: number) => toBeSent(n, 'when the bucket answers'),
	sentNextSync: (n: number) => toBeSent(n, 'with the next sync'),
	busySafe: 'The bucket is busy and is asked again soon. Everything is safe on this computer.',
	silentSafe: 'The bucket does not answer. Everything is safe on this computer.',
	allSent: (when: string) => `Everything is in the bucket, as of ${when}.`,
	nothingSent: 'Nothing has been sent yet.',

	phases: {
		looking: 'Looking what is new',
		fetching: 'Syncing',
		sending: 'Sending',
		history: 'Reading history',
		aside: 'Looking what lost a race',
	},
	progress: (phase: string, done: number, total: number) => `${phase} ${grouped(done)} of ${grouped(total)}`,
};

function toBeSent(n: number, then: string): string {
	const [they, are] = n === 1 ? ['It', 'is'] : ['They', 'are'];
	return `${count(n, 'change')} to be sent. ${they} ${are} safe on this computer and ${are} sent ${then}.`;
}
