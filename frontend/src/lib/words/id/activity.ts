import { grouped, type Catalogue } from '$lib/words';

const ofVersion = (number: number) => (number > 0 ? `v${number} dari` : 'sebuah versi');
const part = (n: number, words: string) => (n > 0 ? `${grouped(n)} ${words}` : '');

export default {
	title: 'Aktivitas',
	about:
		'Siapa mengubah apa, dan kapan. Yang dilakukan rekan muncul di sini setelah dibawa oleh sinkronisasi.',
	filters: 'Saringan',
	search: 'Cari',
	searchIn: 'Komentar, orang',
	whenTitle: 'Kapan',
	periods: {
		any: 'Kapan saja',
		today: 'Hari ini',
		week: '7 hari terakhir',
		month: '30 hari terakhir',
		between: 'Di antara dua tanggal',
	},
	from: 'Dari',
	to: 'Sampai',
	who: 'Siapa',
	everyone: 'Semua orang',
	nobodyKnows: 'Tidak diketahui siapa',
	workflow: 'Alur kerja',
	allWorkflows: 'Semua alur kerja',
	what: 'Apa',
	kinds: {
		versions: 'Disimpan dan dipulihkan',
		decisions: 'Konflik dan keputusan',
		existence: 'Dibuat dan dihapus',
		tags: 'Tag',
		scenarios: 'Skenario',
		settings: 'Pengaturan',
		sync: 'Sinkronisasi',
		files: 'Ekspor dan impor',
		log: 'Log itu sendiri',
	},
	clear: 'Hapus saringan',

	entries: (n: number) => `${grouped(n)} entri`,
	today: 'Hari ini',
	yesterday: 'Kemarin',
	more: 'Tampilkan lagi',
	end: 'Itu semuanya.',
	none: 'Belum terjadi apa-apa. Simpan sebuah versi, dan itu dicatat di sini.',
	noneFits: 'Tidak ada yang cocok dengan saringan ini.',
	somebody: 'Seseorang',
	goneWorkflow: (id: number) => `alur kerja ${id}`,
	openVersion: (number: number, name: string) =>
		number > 0 ? `Buka v${number} dari ${name}` : `Buka ${name}`,
	learned: (when: string) => `diketahui di sini ${when}`,

	did: {
		'workflow.created': () => 'membuat',
		'workflow.version_saved': (n: number) => `menyimpan ${ofVersion(n)}`,
		'workflow.restored': (n: number) => `memulihkan teks lama sebagai ${ofVersion(n)}`,
		'workflow.merged': (n: number) => `menggabungkan dua versi sebagai ${ofVersion(n)}`,
		'workflow.conflict': () => 'mengubah tempat yang sama pada',
		'workflow.resolved': (n: number) => `memutuskan di antara dua versi dan menyimpan ${ofVersion(n)}`,
		'workflow.deleted': () => 'menghapus',
		'workflow.undeleted': () => 'mengembalikan',
		'workflow.kept': (n: number) => `menyimpan ${ofVersion(n)}`,
		'workflow.renumbered': () => 'memberi nomor lain kepada',
		'version.tagged': (n: number) => `menandai ${ofVersion(n)}`,
		'version.untagged': (n: number) => `melepas tag dari ${ofVersion(n)}`,
		'scenario.saved': () => 'menyimpan skenario dari',
		'scenario.deleted': () => 'menghapus skenario dari',
		'settings.changed': () => 'mengubah pengaturan',
		'sync.ran': () => 'menyinkronkan',
		'export.made': () => 'mengekspor',
		'import.made': () => 'mengimpor',
		'log.mended': () => 'memperbaiki log ini',
	},
	didOther: (action: string) => `melakukan “${action}”`,
	after: {
		conflict: 'seperti seseorang di sini. Kedua versi menunggu keputusan',
		kept: 'setelah alur itu dihapus, jadi tetap ada',
	},
	synced: (sent: number, taken: number, merged: number, deleted: number, conflicts: number) =>
		[
			part(sent, 'dikirim'),
			part(taken, 'diambil'),
			part(merged, 'digabungkan'),
			part(deleted, 'dihapus di tempat lain'),
			part(conflicts, 'untuk diputuskan'),
		]
			.filter(Boolean)
			.join(', '),
	mended: (lines: number, back: number, again: number) =>
		`Log berisi ${grouped(lines)} baris: ${grouped(back)} kembali ke tempatnya, ${grouped(again)} ditulis lagi di akhir.`,

	log: {
		checking: 'Memeriksa log',
		verified: (n: number) => `Terverifikasi, ${grouped(n)} baris`,
		empty: 'Belum ada baris',
		broken: 'Log telah diubah',
		title: 'Apakah log masih seperti saat ditulis?',
		how: 'Setiap baris memuat hash baris sebelumnya, sehingga baris yang diubah, dipindah atau dihapus akan terlihat.',
		keep: 'Simpan hash baris terakhir di tempat lain, misalnya di tiket atau di kertas: selama hash itu ada di log, tidak ada yang berubah sebelumnya.',
		last: 'Hash baris terakhir',
		copy: 'Salin hash',
		copied: 'Tersalin',
		again: 'Periksa lagi',
		mend: 'Perbaiki log',
		mended: 'Log aktivitas utuh kembali',
		notMended: 'Log aktivitas tidak dapat diperbaiki',
	},

	export: 'Ekspor',
	exportCsv: 'Sebagai CSV, untuk lembar kerja',
	exportJson: 'Sebagai JSON, untuk program',
	exported: 'Log aktivitas telah diekspor',
	notExported: 'Log aktivitas tidak dapat diekspor',
	file: 'aktivitas',
} satisfies Catalogue['activity'];
