import { count, grouped } from '$lib/words';

export default {
	justNow: 'just now',
	minutesAgo: (n: number) => `${n} min ago`,
	yesterday: (clock: string) => `yesterday ${clock}`,
	errors: (n: number) => count(n, 'error'),
	warnings: (n: number) => count(n, 'warning'),
	line: (n: number) => `line ${grouped(n)}`,
	anotherTool: 'Another tool',
	tryAgain: 'Try again',
	undo: 'Undo',
	notNow: 'Not now',
	dismiss: 'Dismiss',
	notYaml: 'Not valid YAML',
	notYamlBecause: (why: string) => `Not valid YAML: ${why}`,
	refused: (errors: number) => `A runtime refuses it: ${count(errors, 'error')}`,
};
