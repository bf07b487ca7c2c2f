import { say } from './language.svelte';

/** What a list says of a version that a runtime refuses. */
export function invalidity(version: { yaml_error: string; error_count: number }): {
	name: string;
	why: string;
} {
	if (version.yaml_error) {
		return { name: say.words.notYaml, why: say.words.notYamlBecause(version.yaml_error) };
	}
	return { name: say.words.errors(version.error_count), why: say.words.refused(version.error_count) };
}
