import type { VersionChanges, VersionSummary } from '$lib/backend';

export const FILTERS = ['all', 'tagged', 'mine', 'problems', 'unsynced'] as const;
export type Filter = (typeof FILTERS)[number];

/** Whether a version belongs to what a filter shows. `me` is who works here. */
export function passes(version: VersionSummary, filter: Filter, me: string): boolean {
	switch (filter) {
		case 'tagged':
			return version.tags.length > 0;
		case 'mine':
			return me !== '' && version.author === me;
		case 'problems':
			return !version.deleted && version.text_here && (!version.is_valid || version.yaml_error !== '');
		case 'unsynced':
			return version.sync_state === 'pending' || version.sync_state === 'conflict';
		default:
			return true;
	}
}

/**
 * Whether each word of what is looked for stands somewhere in a version: its number, comment, author, tags, or what it changed.
 */
export function matches(version: VersionSummary, words: VersionChanges | undefined, wanted: string): boolean {
	const parts = wanted.toLowerCase().split(/\s+/).filter(Boolean);
	if (parts.length === 0) return true;
	const texts = [
		version.number > 0 ? `v${version.number}` : '',
		version.version_comment,
		version.author,
		...version.tags.map(({ name, value }) => `${name} ${value}`),
		...(words?.changes ?? []).map((change) => change.words),
	].map((text) => text.toLowerCase());
	// A bare number is that of a version, not a part of another.
	return parts.every((part) =>
		/^\d+$/.test(part) && String(version.number) === part ? true : texts.some((text) => text.includes(part)),
	);
}
