import { describe, expect, it } from 'vitest';
import type { SettingsView } from '$lib/backend';
import { fakeState } from '$lib/backend/fake';
import { chooseStorage, formOf, isChanged, lockedBy, storageChanges, usesTls, withTls } from './changes';

function view(change: Partial<SettingsView> = {}): SettingsView {
	return { ...fakeState().settings, ...change };
}

describe('what is sent', () => {
	it('is nothing when nothing was changed', () => {
		const stored = view({ s3_access_key_id_set: true });
		expect(isChanged(storageChanges(stored, formOf(stored)))).toBe(false);
	});

	it('is only what differs, without spaces around it', () => {
		const stored = view();
		const form = { ...formOf(stored), storage_type: 's3' as const, s3_bucket_name: ' acme ' };
		expect(storageChanges(stored, form)).toEqual({ storage_type: 's3', s3_bucket_name: 'acme' });
	});

	it('has a key only when it was typed', () => {
		const stored = view();
		const form = formOf(stored);
		form.access = { act: 'replace', value: 'AK7Q' };
		form.secret = { act: 'replace', value: '' };
		expect(storageChanges(stored, form)).toEqual({ s3_access_key_id: 'AK7Q' });
	});

	it('has an empty key to remove one, and only when there is one', () => {
		const stored = view({ s3_secret_access_key_set: true });
		const form = formOf(stored);
		form.access = { act: 'remove' };
		form.secret = { act: 'remove' };
		expect(storageChanges(stored, form)).toEqual({ s3_secret_access_key: '' });
	});

	it('never has what the environment decides', () => {
		const stored = view({ sources: { s3_bucket_name: 'environment', s3_secret_access_key: 'env_file' } });
		const form = {
			...formOf(stored),
			s3_bucket_name: 'other',
			secret: { act: 'replace' as const, value: 'x' },
		};
		expect(storageChanges(stored, form)).toEqual({});
		expect(lockedBy(stored, 's3_bucket_name')).toBe('Set by S3_BUCKET_NAME in the environment.');
		expect(lockedBy(stored, 's3_secret_access_key')).toBe('Set by S3_SECRET_ACCESS_KEY in the .env file.');
		expect(lockedBy(stored, 's3_region')).toBeNull();
	});
});

describe('the choice of Google Cloud Storage', () => {
	it('brings its endpoint and its region, and leaves the bucket as it is', () => {
		const stored = view({
			storage_type: 's3',
			s3_endpoint_url: 'https://s3.acme.example',
			s3_region: 'us-east-1',
		});
		const form = formOf(stored);
		chooseStorage(stored, form, 'gcs');
		expect(storageChanges(stored, form)).toEqual({
			storage_type: 'gcs',
			s3_endpoint_url: 'https://storage.googleapis.com',
			s3_region: 'auto',
		});
	});

	it('is taken back without a trace', () => {
		const stored = view({ storage_type: 's3', s3_endpoint_url: 'https://s3.acme.example' });
		const form = formOf(stored);
		chooseStorage(stored, form, 'gcs');
		chooseStorage(stored, form, 's3');
		expect(isChanged(storageChanges(stored, form))).toBe(false);
	});

	it('goes back to what S3 has by default, and to this computer with nothing but that', () => {
		const stored = view({
			storage_type: 'gcs',
			s3_endpoint_url: 'https://storage.googleapis.com',
			s3_region: 'auto',
		});
		const form = formOf(stored);
		chooseStorage(stored, form, 's3');
		expect(storageChanges(stored, form)).toEqual({ storage_type: 's3', s3_endpoint_url: '', s3_region: '' });
		chooseStorage(stored, form, 'gcs');
		expect(isChanged(storageChanges(stored, form))).toBe(false);
		chooseStorage(stored, form, 'local');
		expect(storageChanges(stored, form)).toEqual({ storage_type: 'local' });
	});

	it('changes nothing that the environment decides', () => {
		const stored = view({ storage_type: 's3', sources: { s3_endpoint_url: 'environment' } });
		const form = formOf(stored);
		chooseStorage(stored, form, 'gcs');
		expect(form.s3_endpoint_url).toBe(stored.s3_endpoint_url);
	});
});

describe('the TLS switch', () => {
	it.each([
		['http://127.0.0.1:9000', true, 'https://127.0.0.1:9000'],
		['https://s3.example.com', false, 'http://s3.example.com'],
		['s3.example.com', true, 'https://s3.example.com'],
		['', true, 'https://'],
	])('turns %j, on: %j, into %j', (endpoint, on, turned) => {
		expect(withTls(endpoint, on)).toBe(turned);
		expect(usesTls(turned)).toBe(on);
	});
});
