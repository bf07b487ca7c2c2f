import { grouped, type Catalogue } from '$lib/words';

export default {
	versionOf: (number: number, name: string) => `Versi ${number} dari ${name}`,
	comment: 'Komentar',
	whatChanged: 'Apa yang berubah, dan mengapa',
	keptThenSent: (bucket: string) => `Disimpan di komputer ini, lalu dikirim ke ${bucket}.`,
	keptSentLater: (bucket: string) =>
		`Disimpan di komputer ini, dan dikirim ke ${bucket} begitu bucket itu menjawab lagi.`,
	keptHere: 'Disimpan di komputer ini.',
	beingSaved: 'Versi sedang disimpan.',
	ways: {
		save: 'Simpan versi',
		saveMerged: 'Simpan dan gabungkan',
		saveOnLatest: 'Simpan, dan kembalikan',
	},
	onLatest: 'Simpan di atas yang terbaru',
	decideNow: 'Putuskan sekarang',
	deletedBy: (who: string, when: string) => `${who} menghapus alur kerja ini ${when}.`,
	deleted: (when: string) => `Alur kerja ini dihapus ${when}.`,
	canBringBack: 'Teks Anda dapat mengembalikannya, sebagai versi berikutnya. Setiap versi tetap disimpan.',
	savedAfter: (who: string, number: number, when: string, opened: string) =>
		`${who} menyimpan v${number} ${when}, setelah Anda membuka v${opened}.`,
	bothWays:
		'Keduanya dapat digabungkan: yang tidak bentrok menjadi satu versi, yang bentrok Anda putuskan satu per satu. Atau milik Anda menjadi versi berikutnya apa adanya, dan milik mereka tetap di riwayat.',

	saved: (number: number) => `Versi ${number} disimpan`,
	inBucket: (bucket: string) => `Versi ini ada di ${bucket}.`,
	theBucket: 'bucket',
	here: 'Versi ini disimpan di komputer ini.',
	waits: 'Versi ini menunggu dikirim, dan aman di komputer ini.',
	clashes: 'Bucket punya versi lain di atas versi yang sama. Keduanya disimpan.',
	notYaml: (why: string) => `Ini bukan YAML yang sah: ${why}`,
	scenarios: (passed: number, broke: number) =>
		broke === 0
			? `Hasil ${grouped(passed)} skenario tersimpan masih sama.`
			: `${grouped(broke)} dari ${grouped(passed + broke)} skenario tersimpan tidak cocok lagi:`,
	broke: (name: string, why: string) => `${name}: ${why}`,
	showScenarios: 'Tampilkan di uji coba',
	willRefuse: (errors: number) => `Runtime akan menolaknya: ada ${grouped(errors)} kesalahan.`,
} satisfies Catalogue['save'];
