import { describe, expect, it, vi } from 'vitest';
import { Speech } from '$lib/words';
import { BackendError } from './problem';
import { decode, wailsBackend } from './wails';

const problem = { code: 'stale_parent', message: 'A newer version exists.', hint: 'Look at it.' };

describe('decode', () => {
	it.each([
		['a JSON string', JSON.stringify(problem)],
		['a JSON string inside an Error', new Error(JSON.stringify(problem))],
		['an object', problem],
	])('reads %s', (_, thrown) => {
		const error = decode(thrown);
		expect(error).toBeInstanceOf(BackendError);
		expect({ code: error.code, message: error.message, hint: error.hint }).toEqual(problem);
	});

	it.each([['plain text', 'boom'], ['nothing', undefined], ['a number', 3]])('makes a sentence of %s', (_, thrown) => {
		const error = decode(thrown);
		expect(error.code).toBe('internal');
		expect(error.hint).not.toBe('');
	}); // prettier-ignore
});

describe('bindings', () => {
	it('are called by the name of the method, with its arguments', async () => {
		const Version = vi.fn().mockResolvedValue({ number: 3 });
		const backend = wailsBackend({ Version });
		expect(await backend?.version(7, 'v')).toEqual({ number: 3 });
		expect(Version).toHaveBeenCalledWith(7, 'v');
	});

	it('tell the events of the program, until it is enough', () => {
		const off = vi.fn();
		const on = vi.fn<(name: string, heard: (told: unknown) => void) => () => void>(() => off);
		vi.stubGlobal('window', { runtime: { EventsOn: on } });
		const heard = vi.fn();
		const stop = wailsBackend({})?.subscribe(heard);
		expect(on.mock.calls[0]?.[0]).toBe('backend');
		on.mock.calls[0]?.[1]({ kind: 'sync' });
		expect(heard).toHaveBeenCalledWith({ kind: 'sync' });
		stop?.();
		expect(off).toHaveBeenCalledOnce();
	});

	it('are told the language that is spoken, before they answer in another', async () => {
		const speech = new Speech({ getItem: () => null, setItem: () => {} }, ['en'], { lang: '' });
		const heard: unknown[] = [];
		const backend = wailsBackend({
			Speak: async (tag) => void heard.push(tag),
			Settings: async () => void heard.push('asked'),
		});
		await backend?.settings();
		await speech.choose('id');
		await backend?.settings();
		await backend?.settings();
		await speech.choose('en');
		await backend?.settings();
		expect(heard).toEqual(['asked', 'id-ID', 'asked', 'asked', 'en-US', 'asked']);
	});

	it('give an empty list where Go gives none', async () => {
		expect(await wailsBackend({ Drafts: async () => null })?.drafts()).toEqual([]);
	});

	it('reject with a BackendError and with nothing else', async () => {
		const backend = wailsBackend({ Sync: () => Promise.reject(JSON.stringify(problem)) });
		await expect(backend?.sync()).rejects.toMatchObject({ name: 'BackendError', code: 'stale_parent' });
		await expect(backend?.settings()).rejects.toMatchObject({ name: 'BackendError', code: 'not_understood' });
	});

	it('are absent in a browser', () => {
		vi.stubGlobal('window', {});
		expect(wailsBackend()).toBeNull();
	});
});
