// What the settings page sends: only what differs from what is stored, and never what the environment decides.

import type { SettingsInput, SettingsView } from '$lib/backend';
import { say } from '$lib/words';

/** What is done with a stored key. */
export type KeyEdit = { act: 'keep' } | { act: 'replace'; value: string } | { act: 'remove' };

export interface StorageForm {
	storage_type: SettingsView['storage_type'];
	s3_endpoint_url: string;
	s3_bucket_name: string;
	s3_region: string;
	access: KeyEdit;
	secret: KeyEdit;
}

export function formOf(view: SettingsView): StorageForm {
	return {
		storage_type: view.storage_type,
		s3_endpoint_url: view.s3_endpoint_url,
		s3_bucket_name: view.s3_bucket_name,
		s3_region: view.s3_region,
		access: view.s3_access_key_id_set ? { act: 'keep' } : { act: 'replace', value: '' },
		secret: view.s3_secret_access_key_set ? { act: 'keep' } : { act: 'replace', value: '' },
	};
}

/** The changes to store or to test. Fields that are not needed on this computer only are left as they are. */
export function storageChanges(view: SettingsView, form: StorageForm): SettingsInput {
	const changes: SettingsInput = {};
	if (form.storage_type !== view.storage_type && !lockedBy(view, 'storage_type')) {
		changes.storage_type = form.storage_type;
	}
	for (const name of ['s3_endpoint_url', 's3_bucket_name', 's3_region'] as const) {
		const value = form[name].trim();
		if (value !== view[name] && !lockedBy(view, name)) changes[name] = value;
	}
	const access = keyChange(form.access, view.s3_access_key_id_set);
	if (access !== undefined && !lockedBy(view, 's3_access_key_id')) changes.s3_access_key_id = access;
	const secret = keyChange(form.secret, view.s3_secret_access_key_set);
	if (secret !== undefined && !lockedBy(view, 's3_secret_access_key')) changes.s3_secret_access_key = secret;
	return changes;
}

function keyChange(edit: KeyEdit, stored: boolean): string | undefined {
	if (edit.act === 'remove') return stored ? '' : undefined;
	// An empty field replaces nothing: removing has a button of its own.
	if (edit.act === 'replace' && edit.value.trim() !== '') return edit.value.trim();
	return undefined;
}

export function isChanged(input: SettingsInput): boolean {
	return Object.keys(input).length > 0;
}

/** Why a setting cannot be changed here; null when it can. */
export function lockedBy(view: SettingsView, name: string): string | null {
	const variable = name.toUpperCase();
	if (view.sources[name] === 'environment') return say.settings.lockedByEnvironment(variable);
	if (view.sources[name] === 'env_file') return say.settings.lockedByFile(variable);
	return null;
}

/** What Google Cloud Storage has by default. */
const GOOGLE = { s3_endpoint_url: 'https://storage.googleapis.com', s3_region: 'auto' };

/** Chooses where versions are kept. An endpoint and a region of S3 do not fit Google, nor Google's S3: empty is the default. */
export function chooseStorage(
	view: SettingsView,
	form: StorageForm,
	type: StorageForm['storage_type'],
): void {
	const fits = type !== 'gcs' && form.storage_type !== 'gcs';
	form.storage_type = type;
	if (fits) return;
	const stored = view.storage_type === 'gcs';
	const values =
		type === 'gcs' && !stored
			? GOOGLE
			: type === 's3' && stored
				? { s3_endpoint_url: '', s3_region: '' }
				: view;
	for (const name of ['s3_endpoint_url', 's3_region'] as const) {
		if (!lockedBy(view, name)) form[name] = values[name];
	}
}

export function usesTls(endpoint: string): boolean {
	return /^https:/i.test(endpoint.trim());
}

/** The same endpoint over TLS or without: the scheme is what decides. */
export function withTls(endpoint: string, tls: boolean): string {
	const rest = endpoint.trim().replace(/^[a-z]*:\/\//i, '');
	return `${tls ? 'https' : 'http'}://${rest}`;
}

/** Where the keys are, in words. */
export function keysKeptIn(view: SettingsView): string {
	return view.keys_kept_in ? say.settings.keysPlaces[view.keys_kept_in] : say.settings.keysNowhere;
}
