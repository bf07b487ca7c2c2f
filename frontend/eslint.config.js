import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import words from './eslint.words.js';
import svelteConfig from './svelte.config.js';

// Who may know whom, from the bottom up. A folder is entered by its index only; files inside it import each other
// with ./ and folders never reach into each other.
const features = [
	'workflows',
	'palette',
	'design',
	'diagram',
	'files',
	'compare',
	'history',
	'problems',
	'templates',
	'save',
	'settings',
	'sync',
	'conflict',
	'form',
	'simulate',
];
const arrows = {
	backend: ['words'],
	words: [],
	language: ['backend', 'words'],
	look: ['backend', 'words'],
	document: ['backend', 'language', 'words'],
	desk: ['backend', 'document', 'language', 'words'],
	actions: ['backend', 'desk', 'document', 'look', 'words'],
	editor: ['backend', 'language', 'look', 'words'],
	frame: ['actions', 'backend', 'desk', 'document', 'language', 'look', 'save', 'sync', 'words'],
	...Object.fromEntries(
		features.map((f) => [
			f,
			['actions', 'backend', 'desk', 'document', 'editor', 'language', 'look', 'words'],
		]),
	),
};
// The design room holds the panel below the editor.
arrows.design.push('problems', 'diagram', 'form');
// A comparison of versions shows both as diagrams.
arrows.compare.push('diagram');
arrows.history.push('compare');
// The test room fills in the form and shows the way that a request takes.
arrows.simulate.push('diagram', 'form');
const all = Object.keys(arrows);

const doors = {
	regex: '^\\$lib/[^/]+/.+',
	message: 'Enter a folder by its index: import from $lib/<folder>.',
};
const climbing = { regex: '^\\.\\./', message: 'Import other folders as $lib/<folder>.' };
const generated = {
	regex: 'wailsjs|wails/runtime',
	message: 'Only src/lib/backend/wails.ts knows the window.',
};

function imports(...more) {
	return { 'no-restricted-imports': ['error', { patterns: [doors, climbing, generated, ...more] }] };
}

function arrowsOf(folder, allowed) {
	const forbidden = all.filter((other) => other !== folder && !allowed.includes(other));
	return {
		files: [`src/lib/${folder}/**`],
		ignores: ['**/*.test.ts'],
		rules: imports({
			regex: `^\\$lib/(${forbidden.join('|')})$`,
			message: `${folder} may know only: ${allowed.join(', ') || 'nothing'}.`,
		}),
	};
}

export default ts.config(
	{ ignores: ['dist', 'node_modules', 'wailsjs', 'e2e/artifacts'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-restricted-globals': [
				'error',
				{ name: 'fetch', message: 'Only src/lib/backend/http*.ts talk to the program.' },
			],
			'no-restricted-properties': [
				'error',
				{
					object: 'window',
					property: 'fetch',
					message: 'Only src/lib/backend/http*.ts talk to the program.',
				},
				{ object: 'window', property: 'go', message: 'Only src/lib/backend/wails.ts knows the window.' },
				{ object: 'window', property: 'runtime', message: 'Only src/lib/backend/wails.ts knows the window.' },
			],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			eqeqeq: 'error',
			'no-console': 'error',
			'svelte/no-at-html-tags': 'error',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
	},
	{ files: ['src/**'], rules: imports() },
	...Object.entries(arrows).map(([folder, allowed]) => arrowsOf(folder, allowed)),
	{
		files: ['src/**'],
		ignores: ['src/lib/words/**', '**/*.test.ts', '**/*ForTests.*', 'src/lib/backend/{fake,scene}*.ts'],
		plugins: { words },
		rules: { 'words/catalogue': 'error', 'words/follows': 'error' },
	},
	// The tests alone may use the fake; it must not get into the product.
	{
		files: ['**/*.test.ts'],
		rules: { 'no-restricted-imports': ['error', { patterns: [climbing, generated] }] },
	},
	{
		files: ['src/lib/backend/http.ts', 'src/lib/backend/httpEvents.ts'],
		rules: { 'no-restricted-globals': 'off' },
	},
	{ files: ['src/lib/backend/wails.ts'], rules: { 'no-restricted-properties': 'off' } },
	{
		files: ['e2e/**', 'scripts/**'],
		rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off', 'no-console': 'off' },
	},
);
