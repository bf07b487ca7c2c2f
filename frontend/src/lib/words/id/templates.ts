import type { Catalogue } from '$lib/words';

export default {
	title: 'Templat',
	start: 'Mulai',
	question: 'Bagaimana sesuatu disetujui di perusahaan Anda?',
	startWorkflow: 'Mulai alur kerja',
	begin:
		'Jelaskan dengan kata-kata Anda sendiri, atau mulai dari templat. Anda mendapat formulir, langkah, dan diagram, dan semuanya dapat diubah.',
	empty: 'Alur kerja kosong',
	aboutEmpty: 'Satu kolom, satu langkah, satu akhir',
	openFile: 'Buka berkas YAML',
	dropHere: 'Atau letakkan di sini',
	bucket: 'Bucket tim',
	connectedTo: (bucket: string) => `Terhubung ke ${bucket}`,
	connect: 'Hubungkan bucket tim',
	aboutConnect: 'Dengan endpoint dan dua kunci',
	allOffline: (n: number) => `${n}, semuanya berfungsi tanpa jaringan`,
	categories: 'Kategori',
	category: {
		finance: 'keuangan',
		hr: 'SDM',
		it: 'TI',
		legal: 'hukum',
		procurement: 'pengadaan',
		travel: 'perjalanan',
	} as Record<string, string>,
	all: (n: number) => `Semua ${n}`,
	notOpened: 'Templat tidak dapat dibuka',
} satisfies Catalogue['templates'];
