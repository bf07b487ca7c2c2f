import { count, grouped } from '$lib/words';

/** "v4 of", or "a version of" where nobody knows the number. */
const ofVersion = (number: number) => (number > 0 ? `v${number} of` : 'a version of');
const part = (n: number, words: string) => (n > 0 ? `${grouped(n)} ${words}` : '');

export default {
	title: 'Activity',
	about: 'Who changed what, and when. What colleagues did is here once a sync has brought it.',
	filters: 'Filters',
	search: 'Search',
	searchIn: 'Comments, people',
	whenTitle: 'When',
	periods: {
		any: 'Any time',
		today: 'Today',
		week: 'Last 7 days',
		month: 'Last 30 days',
		between: 'Between two days',
	},
	from: 'From',
	to: 'To',
	who: 'Who',
	everyone: 'Everyone',
	nobodyKnows: 'Nobody knows who',
	workflow: 'Workflow',
	allWorkflows: 'All workflows',
	what: 'What',
	kinds: {
		versions: 'Saved and restored',
		decisions: 'Conflicts and decisions',
		existence: 'Created and deleted',
		tags: 'Tags',
		scenarios: 'Scenarios',
		settings: 'Settings',
		sync: 'Sync',
		files: 'Export and import',
		log: 'The log itself',
	},
	clear: 'Clear filters',

	entries: (n: number) => count(n, 'entry', 'entries'),
	today: 'Today',
	yesterday: 'Yesterday',
	more: 'Show more',
	end: 'That is all of it.',
	none: 'Nothing has happened yet. Save a version, and it is written down here.',
	noneFits: 'Nothing fits these filters.',
	somebody: 'Somebody',
	goneWorkflow: (id: number) => `workflow ${id}`,
	openVersion: (number: number, name: string) => (number > 0 ? `Open v${number} of ${name}` : `Open ${name}`),
	learned: (when: string) => `learned here ${when}`,

	/** What somebody did, between their name and the workflow's. */
	did: {
		'workflow.created': () => 'created',
		'workflow.version_saved': (n: number) => `saved ${ofVersion(n)}`,
		'workflow.restored': (n: number) => `restored an older text as ${ofVersion(n)}`,
		'workflow.merged': (n: number) => `brought two versions together as ${ofVersion(n)}`,
		'workflow.conflict': () => 'changed the same places of',
		'workflow.resolved': (n: number) => `decided between two versions and saved ${ofVersion(n)}`,
		'workflow.deleted': () => 'deleted',
		'workflow.undeleted': () => 'brought back',
		'workflow.kept': (n: number) => `saved ${ofVersion(n)}`,
		'workflow.renumbered': () => 'gave another number to',
		'version.tagged': (n: number) => `tagged ${ofVersion(n)}`,
		'version.untagged': (n: number) => `took a tag off ${ofVersion(n)}`,
		'scenario.saved': () => 'saved a scenario of',
		'scenario.deleted': () => 'deleted a scenario of',
		'settings.changed': () => 'changed the settings',
		'sync.ran': () => 'synced',
		'export.made': () => 'exported',
		'import.made': () => 'imported',
		'log.mended': () => 'mended this log',
	},
	/** What a newer program logged. */
	didOther: (action: string) => `did “${action}”`,
	/** Behind the workflow's name. */
	after: {
		conflict: 'as somebody here. Both versions wait for a decision',
		kept: 'after it had been deleted, so it stays',
	},
	synced: (sent: number, taken: number, merged: number, deleted: number, conflicts: number) =>
		[
			part(sent, 'sent'),
			part(taken, 'taken in'),
			part(merged, 'brought together'),
			part(deleted, 'deleted elsewhere'),
			part(conflicts, 'to decide'),
		]
			.filter(Boolean)
			.join(', '),
	mended: (lines: number, back: number, again: number) =>
		`It had ${count(lines, 'line')}: ${grouped(back)} came back to their places, ${grouped(again)} were written again at the end.`,

	log: {
		checking: 'Checking the log',
		verified: (n: number) => `Verified, ${count(n, 'line')}`,
		empty: 'No lines yet',
		broken: 'The log was changed',
		title: 'Is the log as it was written?',
		how: 'Each line carries the hash of the line before it, so a line that was changed, moved or removed shows.',
		keep: 'Keep the hash of the last line elsewhere, in a ticket or on paper: as long as it is found in the log, nothing before it was changed.',
		last: 'Hash of the last line',
		copy: 'Copy the hash',
		copied: 'Copied',
		again: 'Check again',
		mend: 'Mend the log',
		mended: 'The activity log is whole again',
		notMended: 'The activity log could not be mended',
	},

	export: 'Export',
	exportCsv: 'As CSV, for a spreadsheet',
	exportJson: 'As JSON, for a program',
	exported: 'The activity log is exported',
	notExported: 'The activity log could not be exported',
	file: 'activity',
};
