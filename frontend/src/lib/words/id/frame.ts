import { grouped, type Catalogue } from '$lib/words';

export default {
	rooms: 'Ruang',
	toDecide: (room: string, n: number) => `${room}, ${grouped(n)} alur kerja perlu diputuskan`,
	you: (name: string) => `Anda: ${name}`,
	workflow: 'Alur kerja',
	draft: 'Draf',
	withEdits: (number: number) => `v${number} + suntingan`,
	back: 'Kembali ke rancangan',
	minimise: 'Kecilkan',
	maximise: 'Besarkan',
	close: 'Tutup',

	status: 'Status',
	decisionsLeft: (n: number) => `Tinggal ${grouped(n)} keputusan`,
	companyAndAuthor: 'Perusahaan dan penulis',
	company: (number: number) => `Perusahaan ${number}`,
	withKeys: (act: string, keys: string) => `${act} (${keys})`,
	caret: (line: number, column: number) => `Brs ${line}, Kol ${column}`,
	textNotChecked: 'Teks tidak diperiksa',
	notChecked: 'Tidak diperiksa',
	nextProblem: (counts: string, keys: string) => `${counts}. Masalah berikutnya: ${keys}`,
	othersOn: (number: number) => `Yang lain tetap memakai v${number}`,
	yoursKept: (clock: string) => `Milik Anda, disimpan ${clock}, tetap utuh`,
	storage: 'Penyimpanan',

	notOnDisk: 'Suntingan belum ada di disk',
	unsavedEdits: 'Suntingan belum disimpan',
	notAVersion: 'Belum disimpan sebagai versi',
	draftOf: (number: number) =>
		`Suntingan Anda atas v${number} disimpan sebagai draf di komputer ini, dan hanya di sini.`,
	deletedMeanwhile: 'Alur kerja ini sementara itu dihapus. Menyimpan akan mengembalikannya.',
	savedMeanwhile: (number: number) =>
		`v${number} sementara itu disimpan. Menyimpan akan menggabungkan keduanya.`,
	draftOnly: 'Draf ini disimpan di komputer ini, dan hanya di sini, sampai versi pertamanya disimpan.',
	deleteDraft: 'Hapus draf',

	deletedBy: (who: string) => `Dihapus oleh ${who}`,
	deletedElsewhere: 'Dihapus di tempat lain',
	whoDeleted: (who: string) => `${who} menghapus alur kerja ini.`,
	wasDeleted: 'Alur kerja ini dihapus.',
	savingBringsBack: 'Menyimpan akan mengembalikannya.',
	thisBringsBack: 'Tekan untuk mengembalikannya.',
	newer: (number: number) => `Ada v${number}, menyimpan akan menggabungkan`,
	whoSaved: (who: string, number: number) =>
		`${who} menyimpan v${number}. Teks Anda tetap seperti adanya; menyimpan akan menggabungkan keduanya.`,
} satisfies Catalogue['frame'];
