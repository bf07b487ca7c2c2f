import { grouped, type Catalogue } from '$lib/words';

export default {
	title: 'Masalah',
	panel: 'Di bawah editor',
	height: 'Tinggi panel',
	shows: 'Isi panel',
	close: 'Tutup panel',
	usesOf: (name: string) => `Pemakaian ${name}`,
	again: 'Periksa lagi',
	show: 'Tampilkan',
	more: (n: number) => `Masih ada ${grouped(n)} masalah di bawah. Perbaiki yang ini dulu.`,
	hidden: 'Yang ditemukan disembunyikan. Tekan sebuah jumlah untuk menampilkannya.',
	nothingWrong: 'Tidak ada yang salah: runtime menerima alur kerja ini apa adanya.',
	noOther: (kind: string) => `Tidak ada tempat lain di alur kerja ini yang menyebut ${kind} ini.`,
	definedHere: 'ditetapkan di sini',
} satisfies Catalogue['problems'];
