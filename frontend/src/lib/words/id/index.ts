import type { Catalogue } from '$lib/words';
import bulk from './bulk';
import diagram from './diagram';
import jobs from './jobs';
import look from './look';
import settings from './settings';
import sync from './sync';
import tabs from './tabs';
import words from './words';

/** The texts of the interface in Indonesian, by room. */
export default {
	bulk,
	diagram,
	jobs,
	look,
	settings,
	sync,
	tabs,
	words,
} satisfies Catalogue;
