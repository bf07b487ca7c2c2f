import { BackendError, type Problem } from './backend';

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
		message: 'Something went wrong inside this window.',
		hint: `Try again. If it stays, report this: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
	});
}
