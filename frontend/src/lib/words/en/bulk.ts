import { count } from '$lib/words';

/** A BulkAct of $lib/backend. */
export type Act =
	'tag' | 'untag' | 'label' | 'unlabel' | 'delete' | 'undelete' | 'restore' | 'export_versions';
type Said = Record<Act, (things: string, name: string) => string>;

export default {
	versions: (n: number) => count(n, 'version'),
	workflows: (n: number) => count(n, 'workflow'),
	doing: {
		tag: (things: string, tag: string) => `Tagging ${things} with ${tag}`,
		untag: (things: string, tag: string) => `Taking the tag ${tag} from ${things}`,
		label: (things: string, label: string) => `Labelling ${things} “${label}”`,
		unlabel: (things: string, label: string) => `Taking the label “${label}” from ${things}`,
		delete: (things: string) => `Deleting ${things}`,
		undelete: (things: string) => `Bringing back ${things}`,
		restore: (things: string) => `Restoring ${things}`,
		export_versions: (things: string) => `Exporting ${things}`,
	} as Said,
	done: {
		tag: (things: string, tag: string) => `${things} tagged ${tag}`,
		untag: (things: string, tag: string) => `The tag ${tag} taken from ${things}`,
		label: (things: string, label: string) => `${things} labelled “${label}”`,
		unlabel: (things: string, label: string) => `The label “${label}” taken from ${things}`,
		delete: (things: string) => `${things} deleted`,
		undelete: (things: string) => `${things} brought back`,
		restore: (things: string) => `${things} restored`,
		export_versions: (things: string) => `${things} exported`,
	} as Said,
	nothing: 'Nothing was done',
	unchanged: 'Nothing had to be changed',
	kept: 'Every version is kept.',
	added: 'Each has a new version with it.',
	undoing: 'Taking it back',
	undone: (things: string) => `Taken back for ${things}`,
};
