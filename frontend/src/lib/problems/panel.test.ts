// @vitest-environment jsdom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBackend } from '$lib/backend/fake';
import { Desk, type EditorHandle } from '$lib/desk';
import Panel from './panelForTests.svelte';

const TEXT = `workflow:
  first:
    type: approval
    on_approve:
      continue_to: secund
  second:
    type: end
`;

const editor = { focus: vi.fn(), goToProblem: vi.fn(), mend: vi.fn(), upgrade: vi.fn(), goToUse: vi.fn(), keepCaretInSight: vi.fn() }; // prettier-ignore
// jsdom lays nothing out: every height is 0, and stays so.
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} }); // prettier-ignore

let desk: Desk;
let shown: Record<string, unknown>;

beforeEach(async () => {
	for (const spy of Object.values(editor)) spy.mockClear();
	desk = new Desk(fakeBackend(), null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	desk.editor = editor as unknown as EditorHandle;
	desk.panel = 'problems';
	desk.check.read(1, TEXT);
	await vi.waitFor(() => expect(desk.check.found).not.toBeNull());
	shown = mount(Panel, { target: document.body, props: { desk } });
	flushSync();
});
afterEach(() => unmount(shown));

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')];
const button = (name: string | RegExp) => {
	const all = [...document.querySelectorAll<HTMLElement>('button')];
	const found = all.find(({ textContent, ariaLabel }) => `${textContent}${ariaLabel ?? ''}`.match(name));
	if (!found) throw new Error(`no button ${name}`);
	return found;
};

describe('the problems', () => {
	it('say severity, message, hint, line and code', () => {
		expect(rows().map(({ textContent }) => textContent?.replace(/\s+/g, ' '))).toEqual([
			expect.stringMatching(/^Error: ?The step type approval .*Write decision.*line 3.*deprecated-step-type/),
			expect.stringMatching(/^Error: ?There is no step secund\..*line 5.*unknown-step/),
		]);
	});

	it('are jumped to, and mended by their button or by keys', () => {
		const [, second] = desk.check.found?.problems ?? [];
		rows()[1]?.click();
		expect(editor.goToProblem).toHaveBeenCalledWith(second);
		button('Change to "second"').click();
		expect(editor.mend).toHaveBeenCalledWith(second);
		rows()[1]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', altKey: true, bubbles: true }));
		expect(editor.mend).toHaveBeenCalledTimes(2);
	});

	it('are upgraded all at once where they are of the older dialect', () => {
		button('Upgrade all').click();
		expect(editor.upgrade).toHaveBeenCalledOnce();
	});

	it('are hidden and shown again by their count', () => {
		button('2 errors').click();
		flushSync();
		expect(rows()).toHaveLength(0);
		button('2 errors').click();
		flushSync();
		expect(rows()).toHaveLength(2);
	});

	it('leave a sentence when there are none', async () => {
		desk.check.read(2, 'name: A\n');
		await vi.waitFor(() => expect(desk.check.found).not.toBeNull());
		flushSync();
		expect(document.body.textContent).toContain('Nothing is wrong');
	});
});

it('the uses are shown in their own tab and jumped to by their place in the list', () => {
	const place = { line: 2, before: '', name: 'first', after: ':', definition: true };
	desk.uses = { kind: 'step', name: 'first', places: [place] };
	desk.panel = 'uses';
	flushSync();
	expect(document.querySelector('[aria-selected="true"]')?.textContent).toBe('Uses of first');
	rows()[0]?.click();
	expect(editor.goToUse).toHaveBeenCalledWith(0);
});

describe('the upper edge', () => {
	const edge = () => document.querySelector<HTMLElement>('[role="separator"]') as HTMLElement;
	const press = (key: string) => {
		edge().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
		flushSync();
		return desk.layout.panelHeight;
	};

	it('says between which heights it moves', () => {
		const { ariaValueNow, ariaValueMin, ariaValueMax } = edge();
		expect([ariaValueNow, ariaValueMin, ariaValueMax]).toEqual(['0', '96', '304']);
	});

	it('moves by keys, and no further than the editor and the panel can bear', () => {
		expect(press('End')).toBe(304);
		expect([press('ArrowUp'), press('ArrowDown'), press('ArrowDown')]).toEqual([304, 288, 272]);
		expect([press('Home'), press('ArrowDown'), press('a')]).toEqual([96, 96, 96]);
		expect(press('Enter')).toBeNull();
	});

	it('follows the pointer, and a double click brings the usual height back', () => {
		const at = (type: string, clientY: number) => {
			edge().dispatchEvent(new MouseEvent(type, { clientY, bubbles: true, cancelable: true }));
			flushSync();
		};
		edge().setPointerCapture = () => {};
		at('pointerdown', 500);
		at('pointermove', 350);
		expect(desk.layout.panelHeight).toBe(150);
		at('pointerup', 350);
		at('pointermove', 100);
		expect(desk.layout.panelHeight).toBe(150);
		at('dblclick', 350);
		expect(desk.layout.panelHeight).toBeNull();
	});
});

it('Escape closes the panel and goes back to the text', () => {
	rows()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
	expect([desk.panel, editor.focus.mock.calls.length]).toEqual([null, 1]);
});
