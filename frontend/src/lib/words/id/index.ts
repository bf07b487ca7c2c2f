import type { Catalogue } from '$lib/words';
import look from './look';

/** The texts of the interface in Indonesian, by room. */
export default { look } satisfies Catalogue;
