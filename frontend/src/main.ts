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

// No await outside of a function: the texts of a language come in a part that needs this one, and would wait for it for ever.
async function start(): Promise<void> {
	const preferences = keptPreferences();
	const look = new Look(preferences, matchMedia('(prefers-color-scheme: dark)'), document.documentElement);
	const speech = new Speech(preferences, navigator.languages, document.documentElement);
	const [backend] = await Promise.all([connect(), speech.start()]);
	const desk = new Desk(backend, windowControls(), preferences);

	const target = document.getElementById('app');
	if (!target) throw new Error('index.html has no #app');
	target.replaceChildren();
	mount(App, { target, props: { backend, desk, look, speech } });
}

void start();
