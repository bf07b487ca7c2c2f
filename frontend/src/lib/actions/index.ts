import { getContext, setContext } from 'svelte';
import type { Actions } from './actions';

export { areaOf, keysOf, takesText, type Action } from './action';
export { actionsOf, type Actions } from './actions';
export { listenForKeys } from './keys';

const key = Symbol('actions');

export function provideActions(actions: Actions): void {
	setContext(key, actions);
}

export function useActions(): Actions {
	return getContext<Actions>(key);
}
