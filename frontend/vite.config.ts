import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { frame } from './scripts/frame.mjs';
import { writeParts } from './scripts/parts.mjs';

// Every window that can show this knows woff2; the older twin of each font would only weigh on the binary.
const onlyWoff2 = {
	name: 'only-woff2',
	enforce: 'pre' as const,
	transform(code: string, id: string) {
		if (!/@fontsource.*\.css$/.test(id)) return null;
		return code.replace(/,\s*url\([^)]+\.woff\) format\('woff'\)/g, '');
	},
};

export default defineConfig(({ mode }) => ({
	plugins: [onlyWoff2, svelte(), writeParts()],
	resolve: {
		alias: { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) },
		// Without it vitest would take Svelte's server build, in which nothing is reactive.
		conditions: mode === 'test' ? ['browser'] : undefined,
	},
	build: {
		target: ['chrome107', 'safari16'],
		// Fonts stay files: inlined they would delay the first paint.
		assetsInlineLimit: 0,
		// dist/.gitkeep is committed so that go:embed has a file in a fresh clone; scripts/empty-dist.mjs spares it.
		emptyOutDir: false,
		modulePreload: { polyfill: false },
		rolldownOptions: { output: { codeSplitting: { groups: [{ name: frame }] } } },
	},
	server: { host: '127.0.0.1' },
	test: {
		include: ['src/**/*.test.ts'],
		environment: 'node',
		restoreMocks: true,
	},
}));
