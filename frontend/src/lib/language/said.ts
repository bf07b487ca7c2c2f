import type { Diagnostic, Severity } from '$lib/backend';
import { count } from '$lib/words';

type Counts = Record<Severity, number>;

/** What the status bar says of a text; hints are no problems. */
export function countWords({ error, warning, hint }: Counts): string {
	if (error + warning > 0) return count(error + warning, 'problem');
	return hint > 0 ? count(hint, 'hint') : 'No problems';
}

/** "1 error, 2 warnings"; what there is none of is left out. */
export function eachCount({ error, warning, hint }: Counts): string {
	const parts = [
		error > 0 && count(error, 'error'),
		warning > 0 && count(warning, 'warning'),
		hint > 0 && count(hint, 'hint'),
	];
	return parts.filter(Boolean).join(', ') || 'No problems';
}

export const SEVERITY_NAMES: Record<Severity, string> = { error: 'Error', warning: 'Warning', hint: 'Hint' };

/** What is read out when the caret comes to a problem. */
export function problemWords(problem: Diagnostic, line: number): string {
	return `${SEVERITY_NAMES[problem.severity]}, line ${line}: ${problem.message} ${problem.hint}`.trim();
}

/** Of words in an older dialect: all of these can be replaced at once. */
export function isDeprecated(problem: Diagnostic): boolean {
	return problem.code.startsWith('deprecated');
}

/** The text is no YAML there, so that nothing else can be done with it. */
export function isBroken(problem: Diagnostic): boolean {
	return problem.code === 'yaml-syntax';
}
