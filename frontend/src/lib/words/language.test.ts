import { describe, expect, it } from 'vitest';
import en from './en';
import id from './id';
import { say, Speech } from './language.svelte';

function memory(kept: Record<string, string> = {}) {
	const values = new Map(Object.entries(kept));
	return {
		getItem: (key: string) => values.get(key) ?? null,
		setItem: (key: string, value: string) => void values.set(key, value),
	};
}

describe('the language of the interface', () => {
	it('is that of the system where it is spoken here', async () => {
		const root = { lang: 'en' };
		const speech = new Speech(memory(), ['de-DE', 'id-ID', 'en'], root);
		await speech.start();
		expect(say.look.language).toBe('Bahasa');
		expect(root.lang).toBe('id');
		await speech.choose('en');
		expect(say.look.language).toBe('Language');
	});

	it('is English where none of the system’s is spoken here', async () => {
		const speech = new Speech(memory(), ['de-DE'], { lang: '' });
		await speech.start();
		expect(speech.spoken).toBe('en');
	});

	it('is chosen for good, whatever the system prefers', async () => {
		const kept = memory();
		await new Speech(kept, ['en'], { lang: '' }).choose('id');
		const next = new Speech(kept, ['en'], { lang: '' });
		await next.start();
		expect([next.choice, next.spoken]).toEqual(['id', 'id']);
		await next.choose('system');
		expect(next.spoken).toBe('en');
	});

	it('takes the last of two choices', async () => {
		const speech = new Speech(memory(), ['en'], { lang: '' });
		await Promise.all([speech.choose('id'), speech.choose('en')]);
		expect(say.look.dark).toBe('Dark');
	});
});

describe('the catalogues', () => {
	it('have every text in each language, none of them empty', () => {
		expect(shape(id)).toEqual(shape(en));
		expect(empties(id)).toEqual([]);
		expect(empties(en)).toEqual([]);
	});
});

/** What a catalogue has: its keys, and what kind of text each is. */
function shape(texts: object): unknown {
	return Object.fromEntries(
		Object.entries(texts).map(([key, value]): [string, unknown] => [
			key,
			typeof value === 'object' && value !== null ? shape(value as object) : typeof value,
		]),
	);
}

function empties(texts: object, path = ''): string[] {
	return Object.entries(texts).flatMap(([key, value]) => {
		const here = `${path}.${key}`;
		if (typeof value === 'object' && value !== null) return empties(value as object, here);
		return value === '' ? [here] : [];
	});
}
