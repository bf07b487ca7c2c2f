import { count } from './count';

/** What a list says of a version that a runtime refuses. */
export function invalidity(version: { yaml_error: string; error_count: number }): {
	name: string;
	why: string;
} {
	if (version.yaml_error) return { name: 'Not valid YAML', why: `Not valid YAML: ${version.yaml_error}` };
	const name = count(version.error_count, 'error');
	return { name, why: `A runtime refuses it: ${name}` };
}
