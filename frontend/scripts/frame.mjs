/**
 * Names the file for a module that the frame needs at once; others are left where they fall. Each file is asked for, and handed
 * over by the program, one by one before the first paint, so the frame is one file and not thirty.
 * @param {string} id
 * @param {import('rolldown').ChunkingContext} context
 */
export function frame(id, context) {
	const seen = new Set([id]);
	for (const one of seen) {
		// It names every part of its library, of which the frame needs next to nothing.
		if (one.endsWith('/bits-ui/dist/index.js')) continue;
		if (one.endsWith('/frontend/src/main.ts')) return 'frame';
		for (const importer of context.getModuleInfo(one)?.importers ?? []) seen.add(importer);
	}
	return null;
}
