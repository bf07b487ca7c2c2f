import type { Diagnostic, Severity } from '$lib/backend';
import { say } from '$lib/words';

type Counts = Record<Severity, number>;

/** What the status bar says of a text; hints are no problems. */
export function countWords({ error, warning, hint }: Counts): string {
	if (error + warning > 0) return say.language.problems(error + warning);
	return hint > 0 ? say.language.counts.hint(hint) : say.language.noProblems;
}

/** "1 error, 2 warnings"; what there is none of is left out. */
export function eachCount({ error, warning, hint }: Counts): string {
	const parts = [
		error > 0 && say.language.counts.error(error),
		warning > 0 && say.language.counts.warning(warning),
		hint > 0 && say.language.counts.hint(hint),
	];
	return parts.filter(Boolean).join(', ') || say.language.noProblems;
}

/** What is read out when the caret comes to a problem. */
export function problemWords(problem: Diagnostic, line: number): string {
	const said = `${problem.message} ${problem.hint}`.trim();
	return say.language.readOut(say.language.severities[problem.severity], line, said);
}

/** Of words in an older dialect: all of these can be replaced at once. */
export function isDeprecated(problem: Diagnostic): boolean {
	return problem.code.startsWith('deprecated');
}

/** The text is no YAML there, so that nothing else can be done with it. */
export function isBroken(problem: Diagnostic): boolean {
	return problem.code === 'yaml-syntax';
}
