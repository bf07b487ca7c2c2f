import { BackendError } from '$lib/backend';
import { say } from '$lib/words';

/** What a version may hold: 1 MiB. */
const LIMIT = 1 << 20;

/** Reads a YAML file byte for byte. */
export async function readYaml(file: File): Promise<string> {
	if (file.size > LIMIT) {
		throw new BackendError({
			code: 'too_large',
			message: say.templates.tooLarge(file.name),
			hint: say.templates.split,
		});
	}
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
	} catch {
		throw new BackendError({
			code: 'invalid_content',
			message: say.templates.notText(file.name),
			hint: say.templates.saveAsText,
		});
	}
}
