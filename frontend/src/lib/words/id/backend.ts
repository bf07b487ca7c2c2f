import type { Catalogue } from '$lib/words';

export default {
	insideWindow: 'Ada yang salah di dalam jendela ini.',
	insideProgram: 'Ada yang salah di dalam program.',
	reportWhat: (what: string) => `Coba lagi. Bila tetap terjadi, laporkan ini: ${what}`,
	noMessage: 'tanpa pesan',
	silent: 'Program tidak menjawab.',
	startAgain:
		'Mulai lagi Workflow Designer dan biarkan halaman ini terbuka: yang diketik di sini tidak hilang selama terbuka.',
	mayNotTalk: 'Halaman ini tidak boleh lagi berhubungan dengan program.',
	openAddress: 'Buka alamat yang ditampilkan program saat dimulai.',
	notUnderstood: (status: number) =>
		`Program memberi jawaban yang tidak dipahami halaman ini (status ${status}).`,
	reload: 'Muat ulang halaman. Bila tetap terjadi, halaman dan program berbeda versi: mulai lagi programnya.',
	hasNo: (name: string) => `Program tidak punya ${name}.`,
	installAgain: 'Pasang lagi Workflow Designer: bagian-bagiannya dari versi yang berbeda.',
} satisfies Catalogue['backend'];
