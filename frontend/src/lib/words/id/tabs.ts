import type { Catalogue } from '$lib/words';

export default {
	open: 'Alur kerja yang terbuka',
	all: 'Semua alur kerja yang terbuka',
	notSaved: 'Belum disimpan sebagai versi',
	notOnDisk: 'Belum tersimpan di disk',
	close: 'Tutup',
	closeNamed: (file: string) => `Tutup ${file}`,
	closeTab: 'Tutup alur kerja ini',
	closeOthers: 'Tutup yang lain',
	reopen: 'Buka lagi yang terakhir ditutup',
	next: 'Alur kerja terbuka berikutnya',
	previous: 'Alur kerja terbuka sebelumnya',
	moveLeft: 'Pindahkan ke kiri',
	moveRight: 'Pindahkan ke kanan',
	onlyOne: 'Hanya satu alur kerja yang terbuka.',
	noneOpen: 'Tidak ada alur kerja yang terbuka.',
	noneClosed: 'Tidak ada yang dapat dibuka lagi.',
	atEdge: 'Sudah berada di ujung itu.',
} satisfies Catalogue['tabs'];
