import { firstScreen } from '$lib/look';

/** The menus of the list: the first screen is there before anybody can open one. */
export const menus = firstScreen.then(() => import('./menuParts'));
