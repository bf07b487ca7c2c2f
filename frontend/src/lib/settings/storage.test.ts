import { expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState } from '$lib/backend/fake';
import { StorageSettings } from './storage.svelte';

async function opened(state = fakeState()) {
	const backend = fakeBackend(state);
	const settings = new StorageSettings(backend);
	await settings.load();
	return { state, backend, settings };
}

it('tests what was typed without storing it', async () => {
	const { state, settings } = await opened();
	state.bucket.exists = false;
	Object.assign(settings.form ?? {}, { storage_type: 's3', s3_bucket_name: 'acme' });

	await settings.test();

	expect(settings.report?.checks.find((check) => check.mend === 'create_bucket')?.message).toContain('acme');
	expect(state.settings.storage_type).toBe('local');

	await settings.mend('create_bucket');
	expect(settings.report?.ok).toBe(true);
});

it('keeps what was typed when saving is refused', async () => {
	const { backend, settings } = await opened();
	Object.assign(settings.form ?? {}, { s3_endpoint_url: 'nonsense' });
	const refused = { code: 'invalid_settings', message: 'No scheme.', hint: 'Write https:// before it.' };
	vi.spyOn(backend, 'saveSettings').mockRejectedValueOnce(new BackendError(refused));

	expect(await settings.save()).toBe(false);
	expect(settings.problem).toMatchObject(refused);
	expect(settings.form?.s3_endpoint_url).toBe('nonsense');
	expect(settings.changed).toBe(true);

	settings.undo();
	expect(settings.changed).toBe(false);
	expect(settings.problem).toBeNull();
});

it('forgets a typed key once it is stored', async () => {
	const { state, settings } = await opened();
	if (settings.form) settings.form.secret = { act: 'replace', value: 's3cr3t' };

	expect(await settings.save()).toBe(true);

	expect(state.settings.s3_secret_access_key_set).toBe(true);
	expect(JSON.stringify(settings.form)).not.toContain('s3cr3t');
});

it('keeps edits that were not saved when the page is opened again', async () => {
	const { settings } = await opened();
	if (settings.form) settings.form.s3_region = 'eu-central-1';
	await settings.load();
	expect(settings.form?.s3_region).toBe('eu-central-1');
});
