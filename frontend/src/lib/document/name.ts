// What a workflow is called, read from its text for display. The program's own reading decides what is stored.

/** The value of the top-level `name`, or of the one below `approval_process`; empty when there is none. */
export function workflowName(yaml: string): string {
	const found =
		/^name[ \t]*:[ \t]*(.+)$/m.exec(yaml) ??
		/^approval_process[ \t]*:[\s\S]*?\n[ \t]+name[ \t]*:[ \t]*(.+)$/m.exec(yaml);
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
