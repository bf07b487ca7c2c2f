import { count } from '$lib/words';

export default {
	problems: (n: number) => count(n, 'problem'),
	counts: {
		error: (n: number) => count(n, 'error'),
		warning: (n: number) => count(n, 'warning'),
		hint: (n: number) => count(n, 'hint'),
	},
	noProblems: 'No problems',
	severities: { error: 'Error', warning: 'Warning', hint: 'Hint' },
	readOut: (severity: string, line: number, said: string) => `${severity}, line ${line}: ${said}`,
};
