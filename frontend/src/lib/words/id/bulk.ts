import { grouped, type Catalogue } from '$lib/words';

type Act = 'tag' | 'untag' | 'delete' | 'undelete' | 'restore' | 'export_versions';
type Said = Record<Act, (things: string, tag: string) => string>;

export default {
	versions: (n: number) => `${grouped(n)} versi`,
	workflows: (n: number) => `${grouped(n)} alur kerja`,
	doing: {
		tag: (things: string, tag: string) => `Memberi tag ${tag} pada ${things}`,
		untag: (things: string, tag: string) => `Mencabut tag ${tag} dari ${things}`,
		delete: (things: string) => `Menghapus ${things}`,
		undelete: (things: string) => `Mengembalikan ${things}`,
		restore: (things: string) => `Memulihkan ${things}`,
		export_versions: (things: string) => `Mengekspor ${things}`,
	} as Said,
	done: {
		tag: (things: string, tag: string) => `${things} diberi tag ${tag}`,
		untag: (things: string, tag: string) => `Tag ${tag} dicabut dari ${things}`,
		delete: (things: string) => `${things} dihapus`,
		undelete: (things: string) => `${things} dikembalikan`,
		restore: (things: string) => `${things} dipulihkan`,
		export_versions: (things: string) => `${things} diekspor`,
	} as Said,
	nothing: 'Tidak ada yang dikerjakan',
	kept: 'Semua versi tetap disimpan.',
	undoing: 'Mengurungkan',
	undone: (things: string) => `Diurungkan untuk ${things}`,
} satisfies Catalogue['bulk'];
