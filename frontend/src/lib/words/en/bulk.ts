import { count } from '$lib/words';

type Act = 'tag' | 'untag' | 'delete' | 'undelete' | 'restore' | 'export_versions';
type Said = Record<Act, (things: string, tag: string) => string>;

export default {
	versions: (n: number) => count(n, 'version'),
	workflows: (n: number) => count(n, 'workflow'),
	doing: {
		tag: (things: string, tag: string) => `Tagging ${things} with ${tag}`,
		untag: (things: string, tag: string) => `Taking the tag ${tag} from ${things}`,
		delete: (things: string) => `Deleting ${things}`,
		undelete: (things: string) => `Bringing back ${things}`,
		restore: (things: string) => `Restoring ${things}`,
		export_versions: (things: string) => `Exporting ${things}`,
	} as Said,
	done: {
		tag: (things: string, tag: string) => `${things} tagged ${tag}`,
		untag: (things: string, tag: string) => `The tag ${tag} taken from ${things}`,
		delete: (things: string) => `${things} deleted`,
		undelete: (things: string) => `${things} brought back`,
		restore: (things: string) => `${things} restored`,
		export_versions: (things: string) => `${things} exported`,
	} as Said,
	nothing: 'Nothing was done',
	kept: 'Every version is kept.',
	undoing: 'Taking it back',
	undone: (things: string) => `Taken back for ${things}`,
};
