import { expect, it } from 'vitest';
import { fakeBackend, fakeState } from '$lib/backend/fake';
import { isHere, KNOWN } from './endpoints';
import { ModelSettings } from './models.svelte';

async function opened(state = fakeState()) {
	const settings = new ModelSettings(fakeBackend(state));
	await settings.load();
	return { state, settings };
}

const [openai, ollama] = KNOWN;

it('tries a model that is typed without storing it', async () => {
	const { state, settings } = await opened();
	settings.fill(ollama);

	await settings.try();

	expect(settings.trial).toMatchObject({ ok: true, model: ollama.model, is_local: true });
	expect(state.settings.model_endpoint_url).toBe('');

	if (settings.form) settings.form.endpoint = 'https://refuses.example.com/v1';
	await settings.try();
	expect(settings.trial?.problem?.code).toBe('model_key_refused');
});

it('stores a model, forgets the typed key, and offers no key of one host for another', async () => {
	const { state, settings } = await opened();
	settings.fill(openai);
	if (settings.form) settings.form.key = { act: 'replace', value: 'sk-s3cr3t' };

	expect(await settings.save()).toBe(true);

	expect(state.settings).toMatchObject({ model_endpoint_url: openai.endpoint, model_api_key_set: true });
	expect(JSON.stringify(settings.form)).not.toContain('s3cr3t');
	expect(settings.keyFits).toBe(true);
	if (settings.form) settings.form.endpoint = 'https://elsewhere.example.com/v1';
	expect(settings.keyFits).toBe(false);
});

it('keeps the name of a model when the same endpoint is filled in again', async () => {
	const { settings } = await opened();
	settings.fill(openai);
	if (settings.form) settings.form.name = 'gpt-mine';
	settings.fill(openai);
	expect(settings.form?.name).toBe('gpt-mine');
	settings.fill(ollama);
	expect(settings.form?.name).toBe(ollama.model);
});

it('takes the model away with its key', async () => {
	const { state, settings } = await opened();
	settings.fill(openai);
	if (settings.form) settings.form.key = { act: 'replace', value: 'sk-s3cr3t' };
	await settings.save();

	expect(await settings.forget()).toBe(true);

	expect(state.settings).toMatchObject({ model_endpoint_url: '', model_name: '', model_api_key_set: false });
	expect(settings.changed).toBe(false);
});

it('changes nothing that the environment decides', async () => {
	const state = fakeState();
	state.settings.sources = { model_endpoint_url: 'environment', model_api_key: 'env_file' };
	const { settings } = await opened(state);
	settings.fill(openai);
	if (settings.form) settings.form.key = { act: 'replace', value: 'sk' };
	expect(settings.changes).toEqual({ model_name: openai.model });
});

it('knows which endpoints are this computer', () => {
	expect(['http://localhost:11434/v1', 'http://127.0.0.1', 'http://[::1]:1/v1'].map(isHere)).toEqual([
		true,
		true,
		true,
	]);
	expect(['https://localhost.evil.com/v1', 'http://gpu.lan', 'nonsense'].map(isHere)).toEqual([
		false,
		false,
		false,
	]);
});
