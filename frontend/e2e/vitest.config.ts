import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const kinds = { browser: 'e2e', window: 'window', screenshots: 'screenshots', measure: 'bench' };

// Real programs share this machine's two or so cores: one test at a time, and patience for a busy one.
export default defineConfig({
	test: {
		root: fileURLToPath(new URL('.', import.meta.url)),
		fileParallelism: false,
		testTimeout: 120_000,
		hookTimeout: 120_000,
		projects: Object.entries(kinds).map(([name, ending]) => ({
			extends: true as const,
			test: { name, include: [`**/*.${ending}.ts`] },
		})),
	},
});
