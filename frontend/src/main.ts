import { mount } from 'svelte';
import '@fontsource-variable/inter/index.css';
import '@fontsource/jetbrains-mono/400.css';
import './lib/look/tokens.css';
import './lib/look/base.css';
import { connect, windowControls } from '$lib/backend';
import { Desk } from '$lib/desk';
import { Look } from '$lib/look';
import { Speech } from '$lib/words';
import App from './App.svelte';
import { keptPreferences } from './preferences';

/** How long the first screen waits for what it shows, in milliseconds. */
const PATIENCE = 40;

// No await outside of a function: the texts of a language come in a part that needs this one, and would wait for it for ever.
async function start(): Promise<void> {
	const preferences = keptPreferences();
	const look = new Look(preferences, matchMedia('(prefers-color-scheme: dark)'), document.documentElement);
	const speech = new Speech(preferences, navigator.languages, document.documentElement);
	const [backend] = await Promise.all([connect(), speech.start()]);
	const desk = new Desk(backend, windowControls(), preferences);

	desk.layout.width = innerWidth / desk.scale.factor;
	desk.layout.height = innerHeight / desk.scale.factor;
	// The program mostly answers within a few milliseconds; then the first screen is drawn once, with what it shows.
	await new Promise<void>((drawn) => {
		void desk.start().finally(drawn);
		setTimeout(drawn, PATIENCE);
	});

	const target = document.getElementById('app');
	if (!target) throw new Error('index.html has no #app');
	target.replaceChildren();
	mount(App, { target, props: { backend, desk, look, speech } });
}

void start();
