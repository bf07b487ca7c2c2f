import type { Catalogue } from '$lib/words';

export default {} satisfies Catalogue['save'];
