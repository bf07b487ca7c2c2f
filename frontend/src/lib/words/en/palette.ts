import { grouped } from '$lib/words';

export default {
	title: 'Search workflows, steps, commands',
	/** On the button in the title bar where there is little room. */
	short: 'Search',
	hints: {
		all: 'Search by name',
		workflows: 'Go to a workflow',
		commands: 'Run a command',
		steps: 'Go to a step of this workflow',
		versions: 'Go to a version of this workflow',
	},
	kinds: 'What is listed',
	listed: {
		all: 'All',
		workflows: 'Workflows',
		commands: 'Commands',
		steps: 'Steps',
		versions: 'Versions',
	},
	groups: {
		recent: 'Chosen lately',
		steps: 'Steps in this workflow',
		commands: 'Commands',
		notNow: 'Commands that wait for something',
		workflows: 'Workflows',
		versions: 'Versions of this workflow',
	},
	/** What a command is about, where its name alone does not say. */
	areas: {
		tabs: 'Open workflows',
		text: 'Text',
		diagram: 'Diagram',
		sync: 'Sync',
		history: 'History',
		test: 'Test',
		conflict: 'Decision',
		proposal: 'Proposal',
	},
	acts: {
		step: 'Go to step',
		workflow: 'Open',
		draft: 'Open',
		version: 'Show',
		command: 'Run',
		search: 'Search',
	},
	draft: 'draft',
	keys: { move: 'Move', choose: 'Choose', close: 'Close' },
	of: (shown: number, all: number) => `${grouped(shown)} of ${grouped(all)}`,
	everywhere: (text: string) => `Search for “${text}” in all texts`,
	everywhereAbout: 'names, prompts, comments, YAML',
	nothing: (text: string) => `Nothing is called “${text}”.`,
	noSteps: 'This workflow has no steps yet.',
	noWorkflows: 'No workflows yet.',
	noVersions: 'No version of an open workflow is saved yet.',
	/** Further words under which a command is found. */
	also: { selectWorkflows: 'label tag export zip delete several' } as Partial<Record<string, string>>,
	notRead: 'The steps cannot be read while the text is not YAML.',
};
