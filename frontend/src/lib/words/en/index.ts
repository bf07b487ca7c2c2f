import diagram from './diagram';
import look from './look';

/** The texts of the interface in English, by room. */
export default { diagram, look };
