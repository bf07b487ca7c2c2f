import type { Diagnostic } from '$lib/backend';

/** Problems that were known before are the same objects, and all of them the same list: what shows them need not be drawn again. */
export function known(problems: readonly Diagnostic[], before: readonly Diagnostic[]): readonly Diagnostic[] {
	const left = new Map(before.map((problem) => [JSON.stringify(problem), problem]));
	const all = problems.map((problem) => {
		const key = JSON.stringify(problem);
		const same = left.get(key);
		left.delete(key);
		return same ?? problem;
	});
	return all.length === before.length && all.every((problem, i) => problem === before[i]) ? before : all;
}
