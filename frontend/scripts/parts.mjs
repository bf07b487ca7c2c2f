// Which module is in which file of the built page, for weigh.mjs: the manifest of Vite tells of files only.

/** Where it is written, from dist on. */
export const PARTS = '.vite/parts.json';

/** @typedef {{ modules: string[], imports: string[] }} Part what a file is made of, and the files that it needs at once */

/**
 * A plugin of Vite that writes it down. Ours are named from src on, those of others by their package.
 * @returns {import('vite').Plugin}
 */
export function writeParts() {
	return {
		name: 'write-parts',
		apply: 'build',
		generateBundle(_, bundle) {
			/** @type {Record<string, Part>} */
			const parts = {};
			for (const chunk of Object.values(bundle)) {
				if (chunk.type !== 'chunk') continue;
				const ids = chunk.facadeModuleId ? [chunk.facadeModuleId, ...chunk.moduleIds] : chunk.moduleIds;
				const modules = [...new Set(ids.map(named))].filter(Boolean);
				parts[chunk.fileName] = { modules, imports: chunk.imports };
			}
			this.emitFile({ type: 'asset', fileName: PARTS, source: JSON.stringify(parts, null, '\t') });
		},
	};
}

/** @param {string} id */
function named(id) {
	const [, others] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
	return others ? `node_modules/${others}` : (/\/frontend\/(src\/[^?]*)/.exec(id)?.[1] ?? '');
}
