import type { Catalogue } from '$lib/words';

export default {
	form: (fields: number) => `Formulir permintaan, ${fields} isian`,
	finish: 'Selesai',
	missing: (name: string) => `Tidak ada langkah ${name}`,
	added: 'ditambahkan',
	removed: 'dihapus',
	changed: 'diubah',
} satisfies Catalogue['diagram'];
