import type { FormProblem } from '$lib/backend';
import { locale, say } from '$lib/words';

/** What is wrong, beside the field: without its name. */
export function problemWords({ code, limit, message }: FormProblem): string {
	const words = say.form.problems[code];
	if (!words) return message;
	return words(
		typeof limit === 'number'
			? limit.toLocaleString(locale(), { maximumFractionDigits: 10 })
			: String(limit ?? ''),
	);
}
