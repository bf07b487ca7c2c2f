import type { Catalogue } from '$lib/words';

export default {
	untitled: 'Alur kerja tanpa judul',
} satisfies Catalogue['document'];
