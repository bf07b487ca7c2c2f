// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keysOf } from './action';
import { listenForKeys } from './keys';

describe('keysOf', () => {
	const pressed = (init: KeyboardEventInit, mac = false) => keysOf(new KeyboardEvent('keydown', init), mac);

	it.each([
		[{ key: 's', ctrlKey: true }, 'Mod+S'],
		[{ key: 'H', ctrlKey: true, shiftKey: true }, 'Mod+Shift+H'],
		[{ key: '?', shiftKey: true }, '?'],
		[{ key: ',', ctrlKey: true }, 'Mod+,'],
		[{ key: 'F6', shiftKey: true }, 'Shift+F6'],
		[{ key: ' ' }, 'Space'],
	])('writes %j as %s', (init, keys) => {
		expect(pressed(init)).toBe(keys);
	});

	it('takes the key that was pressed where Alt types another letter', () => {
		expect(pressed({ key: 'Ï', code: 'KeyF', altKey: true, shiftKey: true }, true)).toBe('Alt+Shift+F');
	});

	it('takes Cmd for Mod on a Mac, and not Ctrl', () => {
		expect(pressed({ key: 's', metaKey: true }, true)).toBe('Mod+S');
		expect(pressed({ key: 's', ctrlKey: true }, true)).toBe('S');
	});
});

describe('pressing keys', () => {
	const save = { name: 'Save version', keys: 'Mod+S', run: vi.fn(), blocked: (): string | null => null };
	const find = { name: 'Find', keys: '/', run: vi.fn() };
	const say = vi.fn();
	let stop: () => void;

	beforeEach(() => {
		for (const spy of [save.run, find.run, say]) spy.mockClear();
		document.body.innerHTML = '<input /><main></main>';
		stop = listenForKeys({ save, find }, say);
	});
	afterEach(() => stop());

	function press(on: string, init: KeyboardEventInit): KeyboardEvent {
		const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
		document.querySelector(on)?.dispatchEvent(event);
		return event;
	}

	it('runs the action instead of what the browser would do', () => {
		expect(press('main', { key: 's', ctrlKey: true }).defaultPrevented).toBe(true);
		expect(save.run).toHaveBeenCalledOnce();
	});

	it('leaves plain keys to text fields, but not commands', () => {
		expect(press('input', { key: '/' }).defaultPrevented).toBe(false);
		expect(find.run).not.toHaveBeenCalled();
		press('input', { key: 's', ctrlKey: true });
		expect(save.run).toHaveBeenCalledOnce();
		press('main', { key: '/' });
		expect(find.run).toHaveBeenCalledOnce();
	});

	it('means what the place it is pressed in makes of it', () => {
		stop();
		const undo = { name: 'Undo', keys: 'Mod+Z', inEditor: true as const, run: vi.fn() };
		const decision = { name: 'Undo the decision', keys: 'Mod+Z', applies: vi.fn(() => false), run: vi.fn() };
		stop = listenForKeys({ undo, decision }, say);
		expect(press('main', { key: 'z', ctrlKey: true }).defaultPrevented).toBe(false);
		decision.applies.mockReturnValue(true);
		press('main', { key: 'z', ctrlKey: true });
		expect([undo.run.mock.calls.length, decision.run.mock.calls.length]).toEqual([0, 1]);
		expect(decision.applies).toHaveBeenCalledWith(document.querySelector('main'));
	});

	it('says why when it cannot be done, and never opens the dialog of the browser', () => {
		save.blocked = () => 'Nothing has changed since v4.';
		expect(press('main', { key: 's', ctrlKey: true }).defaultPrevented).toBe(true);
		expect(save.run).not.toHaveBeenCalled();
		expect(say).toHaveBeenCalledWith('Nothing has changed since v4.');
	});
});
