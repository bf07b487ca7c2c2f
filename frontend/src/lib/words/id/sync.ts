import { decimal, grouped, type Catalogue } from '$lib/words';

export default {
	title: 'Sinkronisasi',
	again: 'Tanya lagi',
	look: 'Lihat',
	underWay: 'Sinkronisasi sedang berjalan.',
	keptHere: 'Disimpan di komputer ini',
	onlyHere: 'Versi hanya disimpan di komputer ini.',
	everyVersionHere: 'Setiap versi ada di disk ini',
	everyVersionIn: 'Setiap versi ada di disk ini, di',
	connectToWork: 'Hubungkan bucket untuk bekerja bersama tim. Selain itu tidak ada yang memerlukan jaringan.',

	deletionsAsked: 'Apakah memang sengaja dihapus sebanyak itu?',
	deletionsWait:
		'Sebelum Anda menjawab, tidak ada yang diambil. Setiap versi tetap ada di komputer ini, apa pun jawabannya.',

	toDecide: 'Menunggu keputusan Anda',
	toDecideBothKept: (n: number) =>
		`${grouped(n)} alur kerja perlu diputuskan. Kedua versi disimpan, tidak ada pekerjaan yang terhenti.`,
	toDecideNothing:
		'Tidak ada yang menunggu. Bila Anda dan rekan mengubah tempat yang sama, kedua versi disimpan dan Anda memutuskannya di sini.',
	theirSave: (who: string, number: string, when: string) => `${who} menyimpan v${number} ${when}`,
	placesToDecide: (n: number) => `${grouped(n)} tempat perlu diputuskan`,
	resultNeedsLook: 'dan hasil gabungannya perlu dilihat',
	twoOnSame: 'Dua versi dibuat dari versi yang sama',
	decideNamed: (name: string) => `Putuskan ${name}`,

	lastRuns: 'Sinkronisasi terakhir',
	allRuns: 'Semua',
	noRuns: 'Belum pernah disinkronkan. Sinkronkan sekarang untuk melihat isi bucket.',
	following: 'Bucket langsung memberi tahu bila ada perubahan.',
	notFollowing: 'Bucket ditanya dari waktu ke waktu apakah ada perubahan.',
	columns: {
		when: 'Waktu',
		sent: 'Dikirim',
		takenIn: 'Diambil',
		merged: 'Digabung',
		toDecide: 'Menunggu',
		size: 'Ukuran',
		took: 'Lama',
	},
	run: {
		sent: (n: number) => `${grouped(n)} versi dikirim`,
		takenIn: (n: number) => `${grouped(n)} alur kerja diambil`,
		merged: (n: number) => `${grouped(n)} digabungkan`,
		toDecide: (n: number) => `${grouped(n)} perlu diputuskan`,
		stopped: 'Terhenti',
		nothingNew: 'Tidak ada yang baru',
	},
	took: {
		hardly: () => `< ${decimal(0.1)} dtk`,
		tenths: (seconds: number) => `${decimal(seconds)} dtk`,
		seconds: (seconds: number) => `${seconds} dtk`,
		minutes: (minutes: number, seconds: number) => `${minutes} mnt ${seconds} dtk`,
	},

	offline: 'Luring',
	busy: 'Bucket sibuk',
	allSafe: (why: string) => `${why}, semua di sini aman`,
	manyDeleted: 'Banyak penghapusan menunggu jawaban Anda',
	notSynced: (waiting: string) => `Belum sinkron: ${waiting}`,
	cannotBeUsed: (bucket: string) => `${bucket} sedang tidak dapat dipakai`,
	decisionsWait: (n: number) => `${grouped(n)} alur kerja menunggu keputusan Anda`,
	inBucket: (bucket: string) => `Di ${bucket}`,
	inBucketSynced: (bucket: string, when: string) => `Di ${bucket}, disinkronkan ${when}`,
	waiting: (n: number) => `${grouped(n)} perubahan menunggu dikirim, aman di komputer ini`,

	goOnWorking: 'Sinkronisasi sedang berjalan. Anda dapat terus bekerja: yang baru masuk begitu tiba.',
	sentWhenAnswers: (n: number) => toBeSent(n, 'dikirim begitu bucket menjawab'),
	sentNextSync: (n: number) => toBeSent(n, 'dikirim pada sinkronisasi berikutnya'),
	busySafe: 'Bucket sedang sibuk dan segera ditanya lagi. Semua aman di komputer ini.',
	silentSafe: 'Bucket tidak menjawab. Semua aman di komputer ini.',
	allSent: (when: string) => `Semua sudah ada di bucket, ${when}.`,
	nothingSent: 'Belum ada yang dikirim.',

	phases: {
		looking: 'Mencari yang baru',
		fetching: 'Menyinkronkan',
		sending: 'Mengirim',
		history: 'Membaca riwayat',
		aside: 'Mencari yang kalah cepat',
	},
	progress: (phase: string, done: number, total: number) =>
		`${phase} ${grouped(done)} dari ${grouped(total)}`,
} satisfies Catalogue['sync'];

function toBeSent(n: number, then: string): string {
	return `${grouped(n)} perubahan perlu dikirim. Perubahan itu aman di komputer ini dan ${then}.`;
}
