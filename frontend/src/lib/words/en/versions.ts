export default {
	asking: 'Asking the bucket for older versions',
	maybeOlder: (why: string) => `There may be older versions in the bucket. ${why}`,
	askAgain: 'Ask again',
	older: 'There are older versions in the bucket',
	ask: 'Ask for them',

	tags: 'Tags of this version',
	removeTag: 'Remove the tag',
	removeTagNamed: (name: string) => `Remove the tag ${name}`,
	newTag: 'New tag',
	tagExample: 'Such as approved-by-audit',
	nameFirst: 'Write a name first.',
	addTag: 'Add tag',
	done: 'Done',
};
