import type { Catalogue } from '$lib/words';

export default {
	title: 'Pemeriksaan',
	about:
		'Memeriksa semua yang dibutuhkan untuk menyimpan dan berbagi: berkas dan siapa yang dapat membacanya, setiap versi, log aktivitas, indeks, kunci, dan bucket.',
	open: 'Pemeriksaan',
	card: 'Temuan',
	notLooked: 'Belum diperiksa',
	looking: 'Setiap versi dibaca dan dibandingkan dengan yang disimpan',
	lookTakes: 'Pemeriksaan sedang berjalan; bila versinya banyak, perlu waktu.',
	look: 'Periksa semuanya',
	lookAgain: 'Periksa lagi',
	well: (clock: string) => `${clock}, tidak ada masalah`,
	warned: (clock: string, count: number) => `${clock}, ${count} peringatan`,
	wrong: (clock: string, count: number) => `${clock}, ${count} gagal`,
	mendAll: 'Perbaiki semua',
	bundle: 'Paket bantuan',
	aboutBundle:
		'Berkas zip untuk orang yang membantu Anda: versi, pengaturan, temuan ini, jumlah, dan pesan terakhir. Tanpa teks, prompt, nama, atau kunci. README di dalamnya menjelaskan apa yang tidak disertakan.',
	save: 'Simpan paket bantuan',
	saving: 'Paket sedang disiapkan.',
	saved: 'Paket bantuan disimpan',
} satisfies Catalogue['doctor'];
