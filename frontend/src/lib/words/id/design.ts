import type { Catalogue } from '$lib/words';

export default {
	room: 'Rancangan',
	yamlOf: (name: string) => `YAML dari ${name}`,
	description: 'Keterangan',
	describe: 'Jelaskan alur kerjanya',
	describeHow:
		'Dengan kata-kata Anda sendiri: siapa yang meminta, siapa yang menyetujui, dan kapan perlu lebih dari itu. Ikut disimpan dengan setiap versi.',
	fold: 'Lipat keterangan',
	unfold: 'Buka keterangan',
	copied: 'YAML ada di papan klip',
	copy: 'Salin YAML',
	more: 'Lainnya',
	versions: 'Versi',
	find: 'Cari langkah atau kolom',
	findInOutline: 'Cari dalam kerangka',
	noneNamedSo: 'Tidak ada yang bernama begitu di sini.',
	outlineEmpty: 'Langkah dan kolom muncul di sini begitu ada dalam teks.',
	section: (detail: string) => `bagian · ${detail}`,
	keys: 'Kunci yang menuju ke kursor',
	noKey: 'Tidak ada kunci di kursor',
} satisfies Catalogue['design'];
