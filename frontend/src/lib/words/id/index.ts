import type { Catalogue } from '$lib/words';
import diagram from './diagram';
import look from './look';

/** The texts of the interface in Indonesian, by room. */
export default { diagram, look } satisfies Catalogue;
