import { grouped, type Catalogue } from '$lib/words';

type Act = 'tag' | 'untag' | 'label' | 'unlabel' | 'delete' | 'undelete' | 'restore' | 'export_versions';
type Said = Record<Act, (things: string, name: string) => string>;

export default {
	versions: (n: number) => `${grouped(n)} versi`,
	workflows: (n: number) => `${grouped(n)} alur kerja`,
	doing: {
		tag: (things: string, tag: string) => `Memberi tag ${tag} pada ${things}`,
		untag: (things: string, tag: string) => `Mencabut tag ${tag} dari ${things}`,
		label: (things: string, label: string) => `Memberi label “${label}” pada ${things}`,
		unlabel: (things: string, label: string) => `Mencabut label “${label}” dari ${things}`,
		delete: (things: string) => `Menghapus ${things}`,
		undelete: (things: string) => `Mengembalikan ${things}`,
		restore: (things: string) => `Memulihkan ${things}`,
		export_versions: (things: string) => `Mengekspor ${things}`,
	} as Said,
	done: {
		tag: (things: string, tag: string) => `${things} diberi tag ${tag}`,
		untag: (things: string, tag: string) => `Tag ${tag} dicabut dari ${things}`,
		label: (things: string, label: string) => `${things} diberi label “${label}”`,
		unlabel: (things: string, label: string) => `Label “${label}” dicabut dari ${things}`,
		delete: (things: string) => `${things} dihapus`,
		undelete: (things: string) => `${things} dikembalikan`,
		restore: (things: string) => `${things} dipulihkan`,
		export_versions: (things: string) => `${things} diekspor`,
	} as Said,
	nothing: 'Tidak ada yang dikerjakan',
	unchanged: 'Tidak ada yang perlu diubah',
	kept: 'Semua versi tetap disimpan.',
	added: 'Masing-masing mendapat versi baru karenanya.',
	undoing: 'Mengurungkan',
	undone: (things: string) => `Diurungkan untuk ${things}`,
} satisfies Catalogue['bulk'];
