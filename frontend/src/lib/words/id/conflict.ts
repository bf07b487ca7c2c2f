import { grouped, type Catalogue } from '$lib/words';

const NUMBERS = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];

const same = (places: number) =>
	places === 1 ? 'tempat yang sama' : `${NUMBERS[places] ?? places} tempat yang sama`;
const version = (number: number) => (number > 0 ? `versi ${number}` : 'versi');

export default {
	room: 'Penggabungan',
	panel: 'Yang digabungkan',
	bringTogether: 'Gabungkan dua versi',
	showInHistory: 'Tampilkan di riwayat',
	base: 'Dasar',
	mine: 'Milik saya',
	theirs: 'Milik mereka',
	called: (side: string, version: string) => `${side}, ${version}`,
	lastInCommon: 'Versi bersama yang terakhir',
	noBase: 'Tanpa dasar',
	noBaseKnown: 'Versi yang menjadi dasar keduanya tidak diketahui',
	changes: (n: number, when: string) => `${grouped(n)} perubahan, ${when}`,
	draftApart: 'Suntingan Anda yang belum disimpan tetap terpisah, sebagai draf',
	toDecide: 'Perlu diputuskan',
	of: (decided: number, all: number) => `${decided} dari ${all}`,
	decidedOf: (decided: number, all: number) => `${decided} dari ${all} diputuskan`,
	decided: 'Diputuskan',
	open: 'belum diputuskan',
	mergedQuietly: 'Digabung tanpa pertanyaan',
	changeCount: (n: number) => `${grouped(n)} perubahan`,
	kinds: { added: 'Ditambahkan', removed: 'Dihapus', changed: 'Diubah' },
	nothingIsLost: 'Tidak ada yang hilang',
	bothStay: (theirs: string) =>
		`Versi Anda dan ${theirs} tetap ada di riwayat, apa pun pilihan Anda. Setiap pilihan dapat diurungkan.`,

	needsLook: 'Keduanya cocok, tetapi hasilnya perlu dilihat',
	youChanged: (places: number) => `Anda mengubah ${same(places)} di dua komputer`,
	bothChanged: (name: string, places: number) => `Anda dan ${name} mengubah ${same(places)}`,
	anotherTool: 'alat lain',
	nothingElse: 'Selain itu tidak ada yang berbeda.',
	quiet: (n: number) => `${n === 1 ? 'Satu' : n} perubahan cocok dan sudah ada di hasil.`,
	quietOthers: (n: number) => `${n === 1 ? 'Satu' : n} perubahan lain cocok dan sudah ada di hasil.`,
	versions: {
		my: (number: number) => `${version(number)} saya dari komputer lain`,
		your: (number: number) => `${version(number)} Anda dari komputer lain`,
		ofTool: (number: number) => `${version(number)} dari alat lain`,
		of: (name: string, number: number) => `${version(number)} dari ${name}`,
	},

	shows: 'Yang ditampilkan',
	decisions: 'Keputusan',
	result: 'Hasil',
	text: 'teks',
	theText: 'teks',
	notThere: 'tidak ada',
	removed: 'dihapus',
	alsoTaken: ', diambil',
	yourDecision: 'Keputusan Anda',
	change: 'Ubah',
	changeDecision: (what: string) => `Ubah keputusan tentang ${what}`,
	whatShallBe: (what: string) => `Isi untuk ${what}`,
	takeThis: 'Ambil ini',
	asWritten: 'Seperti yang Anda tulis',
	bothYoursFirst: 'Keduanya, milik Anda dulu',
	bothFit: 'Keduanya cocok bersama. Dengan keduanya, milik Anda dulu, hasilnya',
	keepSo: 'Biarkan begitu',
	taken: {
		mine: { short: 'Saya', long: 'Milik saya diambil' },
		theirs: { short: 'Mereka', long: 'Milik mereka diambil' },
		both: { short: 'Keduanya', long: 'Keduanya diambil' },
		edit: { short: 'Disunting', long: 'Disunting' },
	},

	whole: 'Yang akan disimpan',
	together: 'Keduanya bersama',
	hasErrors: (n: number) => `Ada ${grouped(n)} kesalahan`,
	hasNoErrors: 'Tidak ada kesalahan',
	mineAlone: 'Milik saya saja',
	aboutMineAlone: 'Seperti yang saya simpan; milik mereka tetap di riwayat',
	theirsAlone: 'Milik mereka saja',
	aboutTheirsAlone: 'Seperti yang mereka simpan; milik saya tetap di riwayat',

	updates: 'Mengikuti keputusan Anda',
	validSoFar: 'Sejauh ini ApprovalML sah',
	valid: 'ApprovalML sah',
	wouldRefuse: (errors: number) => `Runtime akan menolaknya: ${grouped(errors)} kesalahan`,
	openPlaces: (n: number) => `${grouped(n)} tempat belum diputuskan`,
	allDecided: 'Semua diputuskan',
	waits: 'menunggu keputusan Anda',
	waitsNowhere: 'menunggu keputusan Anda, dan belum ada di hasil',
	errorsOfResult: 'Kesalahan pada hasil',
	warningsOfResult: 'Peringatan pada hasil',
	notYaml: 'Bukan YAML',
	noErrors: 'Tanpa kesalahan',
	noWarnings: 'Tanpa peringatan',

	mergedWith: (theirs: string) => `Digabung dengan ${theirs}`,
	standsOnBoth: (where: string) =>
		`${where} Versi ini berdiri di atas kedua versi, dan keduanya tetap ada di riwayat.`,
	saveVersion: (number: number) => `Simpan versi ${number}`,

	savedMeanwhile: (who: string, number: number) => `${who} sementara itu menyimpan v${number}.`,
	allStillApply: () => 'Keputusan Anda masih berlaku.',
	someStillApply: (kept: number, decided: number) =>
		`${grouped(kept)} dari ${decided} keputusan masih berlaku; sisanya perlu diputuskan lagi.`,
} satisfies Catalogue['conflict'];
