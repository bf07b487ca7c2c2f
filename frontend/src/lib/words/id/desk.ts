import type { Catalogue } from '$lib/words';

export default {
	notOpened: 'Alur kerja tidak dapat dibuka',
	decidedAlready: 'Ini sudah diputuskan',
	nothingWaits: 'Tidak ada lagi yang menunggu di sana.',
	draftNotDeleted: 'Draf tidak dapat dihapus',
	draftDeleted: (name: string) => `Draf ${name} dihapus`,
	anUntitled: 'alur kerja tanpa judul',
	staysOpen: (name: string) => `Suntingan ${name} belum ada di disk, jadi tetap terbuka`,
	noVersion: (id: number) => `Alur kerja ${id} tidak punya versi.`,
	chooseAnother: 'Pilih alur kerja lain. Bila seharusnya ada versinya, uji penyimpanan di pengaturan.',

	notDeleted: (name: string) => `${name} tidak dapat dihapus`,
	deleted: (name: string) => `${name} dihapus`,
	deletedForTeam: 'Untuk seluruh tim. Setiap versi tetap disimpan.',
	everyVersionKept: 'Setiap versi tetap disimpan.',
	notBroughtBack: (name: string) => `${name} tidak dapat dikembalikan`,
	isBack: (name: string) => `${name} sudah kembali`,

	youElsewhere: 'Anda, di komputer lain,',
	showChanges: 'Tampilkan perubahan',
	savedVersion: (who: string, number: number, name: string) =>
		`${who} menyimpan versi ${number} dari ${name}`,
	openNow: 'Versi itu kini terbuka: di sini tidak ada yang belum disimpan.',
	editsStayBoth: 'Suntingan Anda tetap ada. Menyimpan akan menggabungkan keduanya.',
	myVersionsMerged: (name: string) => `Versi Anda dari dua komputer untuk ${name} digabungkan`,
	versionsMerged: (who: string, name: string) => `Versi ${who} dan versi Anda untuk ${name} digabungkan`,
	nothingClashed: 'Tidak ada yang bentrok.',
	nothingClashedIn: (number: number) => `Tidak ada yang bentrok: versi ${number} memuat keduanya.`,
	editsStayToo: 'Suntingan Anda tetap ada. Menyimpan akan ikut memasukkannya.',
	iClashed: (name: string) => `Anda mengubah tempat yang sama pada ${name} di dua komputer`,
	weClashed: (who: string, name: string) => `${who} dan Anda mengubah tempat yang sama pada ${name}`,
	bothKept: 'Kedua versi disimpan. Anda dapat terus bekerja.',
	broughtBack: (who: string, name: string) => `${who} mengembalikan ${name}`,
	deletedBy: (who: string, name: string) => `${who} menghapus ${name}`,
	deletedElsewhere: (name: string) => `${name} dihapus di tempat lain`,
	staysHere: 'Di sini tetap terbuka, dan setiap versi tetap disimpan.',
	deletedWhileEdited: (name: string) => `${name} dihapus selagi disunting`,
	editWins: 'Suntingannya yang berlaku: semua orang mendapatkannya, dan penghapusannya ada di riwayat.',
	renumbered: (name: string, number: number) => `${name} kini bernomor ${number}`,
	numberTaken: (number: number | undefined) =>
		`Tim sudah punya alur kerja ${number}. Selain itu tidak ada yang berubah.`,
} satisfies Catalogue['desk'];
