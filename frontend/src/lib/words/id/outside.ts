import type { Catalogue } from '$lib/words';

export default {
	taken: (name: string) => `Program lain mengubah berkas ${name}`,
	takenLine: 'Teksnya kini ada di sini, sebagai suntingan yang belum disimpan.',
	undo: 'Urungkan',
	unusable: (name: string) => `Program lain mengubah berkas ${name}, tetapi isinya tidak dapat dimuat`,
	question: 'Program lain mengubah berkas alur kerja ini.',
	questionWhen: (when: string) => `Program lain mengubah berkas alur kerja ini ${when}.`,
	questionLine:
		'Memakai teks itu dapat diurungkan. Jika teks Anda dipertahankan, teks itu disimpan di berkas terpisah saat Anda menyimpan.',
	show: 'Tampilkan perbedaan',
	hide: 'Sembunyikan perbedaan',
	takeTheirs: 'Pakai teks itu',
	keepMine: 'Pertahankan teks saya',
	tookTheirs: 'Teks dari program lain kini ada di sini, sebagai suntingan yang belum disimpan',
	keptMine: 'Teks Anda dipertahankan',
	keptMineLine: 'Berkas itu dibiarkan sampai Anda menyimpan; setelah itu disimpan terpisah.',
	difference: (name: string) => `Yang akan berubah pada ${name} jika teks itu dipakai`,
	unchanged: '$ baris sama',
	region: 'Diubah dari luar',
	waiting: 'Diubah dari luar, menunggu jawaban Anda',
} satisfies Catalogue['outside'];
