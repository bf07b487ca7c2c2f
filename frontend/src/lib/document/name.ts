// What a workflow is called, read from its text for display. The program's own reading decides what is stored.

import type { Written } from '$lib/language';

/** The name mostly stands within so many letters: then the rest of the text need not be read. */
const HEAD = 1_000;

/** The value of the top-level `name`, or of the one below `approval_process`; empty when there is none. */
export function workflowName(written: Written): string {
	const top = /^name[ \t]*:[ \t]*(.+)$/m;
	// The last line of the head may go on in the rest.
	const early = top.exec(written.slice(0, HEAD).replace(/[^\n]*$/, ''));
	const yaml = early ? '' : String(written);
	const found =
		early ?? top.exec(yaml) ?? /^approval_process[ \t]*:[\s\S]*?\n[ \t]+name[ \t]*:[ \t]*(.+)$/m.exec(yaml);
	const value = found?.[1]?.trim() ?? '';
	const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^']|'')*)'/.exec(value);
	if (quoted)
		return (quoted[1]?.replace(/\\(["\\])/g, '$1') ?? quoted[2]?.replaceAll("''", "'") ?? '').trim();
	return value.replace(/(^|\s)#.*$/, '').trim();
}

/** The name of the file in the tab: "Purchase Request" is purchase-request.yaml. */
export function fileName(name: string): string {
	const slug = name
		.toLowerCase()
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return `${slug || 'workflow'}.yaml`;
}
