import { firstScreen } from '$lib/look';

/** The parts for an open document come once the first screen is there, with what they open. */
export const documentParts = firstScreen.then(() => import('./documentParts'));
