import { BackendError } from '$lib/backend';

/** What a version may hold: 1 MiB. */
const LIMIT = 1 << 20;

/** Reads a YAML file byte for byte. */
export async function readYaml(file: File): Promise<string> {
	if (file.size > LIMIT) {
		throw new BackendError({
			code: 'too_large',
			message: `${file.name} is larger than a version may be, which is 1 MiB.`,
			hint: 'Split the process into several workflows.',
		});
	}
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
	} catch {
		throw new BackendError({
			code: 'invalid_content',
			message: `${file.name} could not be read as UTF-8 text.`,
			hint: 'Save the file as UTF-8 and open it again.',
		});
	}
}
