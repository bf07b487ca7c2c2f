import type { Catalogue } from '$lib/words';

export default {
	asking: 'Menanyakan versi lama kepada bucket',
	maybeOlder: (why: string) => `Mungkin ada versi lama di bucket. ${why}`,
	askAgain: 'Tanya lagi',
	older: 'Ada versi lama di bucket',
	ask: 'Ambil versi lama',

	tags: 'Tag versi ini',
	removeTag: 'Cabut tag',
	removeTagNamed: (name: string) => `Cabut tag ${name}`,
	newTag: 'Tag baru',
	tagExample: 'Misalnya approved-by-audit',
	nameFirst: 'Tulis namanya dulu.',
	addTag: 'Tambah tag',
	done: 'Selesai',
} satisfies Catalogue['versions'];
