// The one place that chooses how the window talks to the program.

import { getContext, setContext } from 'svelte';
import type { Backend } from './backend';
import { httpBackend } from './http';
import { wailsBackend } from './wails';

export * from './activity';
export * from './analytics';
export * from './backend';
export * from './compare';
export * from './conflict';
export * from './diagram';
export * from './files';
export * from './find';
export * from './form';
export * from './generate';
export * from './jobs';
export * from './language';
export * from './models';
export * from './outside';
export { asBackendError, BackendError, type Problem } from './problem';
export * from './scenarios';
export * from './simulate';
export * from './sync';
export { sayPainted, windowControls } from './wails';

export async function connect(): Promise<Backend> {
	// The condition is false at build time, so the fake is not in the product.
	if (import.meta.env.MODE === 'fake') return (await import('./scene')).scene(location.search);
	return wailsBackend() ?? httpBackend();
}

const key = Symbol('backend');

export function provideBackend(backend: Backend): void {
	setContext(key, backend);
}

export function useBackend(): Backend {
	return getContext<Backend>(key);
}
