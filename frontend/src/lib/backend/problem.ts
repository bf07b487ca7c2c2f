import { say } from '$lib/words';

/** An error as the program reports it: a code for machines, a sentence, and what to do about it. */
export interface Problem {
	code: string;
	message: string;
	hint: string;
}

/** Every method of Backend rejects with a BackendError and with nothing else. */
export class BackendError extends Error {
	readonly code: string;
	readonly hint: string;
	constructor(problem: Problem) {
		super(problem.message);
		this.name = 'BackendError';
		this.code = problem.code;
		this.hint = problem.hint;
	}
}

/** Reads a problem out of what a transport decoded; null when it is none. */
export function asProblem(value: unknown): Problem | null {
	if (typeof value !== 'object' || value === null) return null;
	const { code, message, hint } = value as Partial<Problem>;
	if (typeof code !== 'string' || typeof message !== 'string') return null;
	return { code, message, hint: typeof hint === 'string' ? hint : '' };
}

/** What a person is shown of anything that was thrown. */
export function asBackendError(thrown: unknown): BackendError {
	if (thrown instanceof BackendError) return thrown;
	return new BackendError({
		code: 'internal',
		message: say.backend.insideWindow,
		hint: say.backend.reportWhat(thrown instanceof Error ? thrown.message : String(thrown)),
	});
}
