import type { Catalogue } from '$lib/words';
import bulk from './bulk';
import diagram from './diagram';
import jobs from './jobs';
import look from './look';
import tabs from './tabs';

/** The texts of the interface in Indonesian, by room. */
export default {
	bulk,
	diagram,
	jobs,
	look,
	tabs,
} satisfies Catalogue;
