import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { tell } from '$lib/backend/fakeSync';
import type { OpenDocument } from '$lib/document';
import { Desk, type Memory } from './desk.svelte';

const YAML = 'name: Purchase\n';
const OUTSIDE = 'name: Purchase\n# from outside\n';

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let memory: Memory;
let desk: Desk;

beforeEach(async () => {
	vi.useFakeTimers();
	state = fakeState();
	backend = fakeBackend(state);
	const kept = new Map<string, string>();
	memory = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
	};
	await backend.saveVersion({ yaml_content: YAML, prompt: '', version_comment: '' });
	await backend.saveVersion({ yaml_content: 'name: Leave\n', prompt: '', version_comment: '' });
	desk = await opened();
});
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(400);

async function opened(): Promise<Desk> {
	const made = new Desk(backend, null, memory);
	await made.start();
	await made.openWorkflow(1);
	await settle();
	return made;
}

function doc(of = desk): OpenDocument {
	const found = of.tabs.ofWorkflow(1)?.document;
	if (!found) throw new Error('it is not open');
	return found;
}

async function written(text: string | null): Promise<void> {
	if (text === null) state.outside.delete(1);
	else state.outside.set(1, text);
	tell(state, {
		kind: 'workflow',
		what: text === null ? 'saved' : 'edited',
		workflow_id: 1,
		name: 'Purchase',
	});
	await settle();
}

describe('a file that another program changed', () => {
	it('is taken in as unsaved edits where nothing was edited here', async () => {
		await written(OUTSIDE);
		expect(doc()).toMatchObject({ yaml: OUTSIDE, dirty: true, outside: null });
		expect(state.drafts.map((draft) => draft.yaml_content)).toEqual([OUTSIDE]);
		expect(desk.toasts.current?.title).toBe('Another program changed the file of Purchase');

		await desk.toasts.current?.act?.run();
		expect(doc()).toMatchObject({ yaml: YAML, dirty: false });
	});

	it('is taken in on top of the latest version', async () => {
		await backend.saveVersion({
			workflow_id: 1,
			yaml_content: 'name: Theirs\n',
			prompt: '',
			version_comment: '',
		});
		await written(OUTSIDE);
		expect(doc()).toMatchObject({ yaml: OUTSIDE, base: { number: 2 }, newer: null });
	});

	it('goes on being taken in while only that program edits', async () => {
		await written(OUTSIDE);
		await written(`${OUTSIDE}# more\n`);
		expect(doc()).toMatchObject({ yaml: `${OUTSIDE}# more\n`, outside: null });
	});

	it('is asked about where something was edited', async () => {
		doc().edit({ yaml: `${YAML}# mine\n` });
		await written(OUTSIDE);
		expect(doc()).toMatchObject({ yaml: `${YAML}# mine\n`, outside: { text: OUTSIDE } });
		expect(desk.tabs.current?.asks).toBe(true);
	});

	it('is taken in where only the description was edited, which stays', async () => {
		doc().edit({ prompt: 'mine' });
		await written(OUTSIDE);
		expect(doc()).toMatchObject({ yaml: OUTSIDE, prompt: 'mine', outside: null });
	});

	it('reaches a tab that is not shown', async () => {
		await desk.openWorkflow(2);
		await written(OUTSIDE);
		expect([doc().yaml, desk.document?.name]).toEqual([OUTSIDE, 'Leave']);
	});

	it('is found when it was changed while nobody looked', async () => {
		state.outside.set(1, OUTSIDE);
		expect(doc(await opened()).yaml).toBe(OUTSIDE);
	});
});

describe('the question', () => {
	beforeEach(async () => {
		doc().edit({ yaml: `${YAML}# mine\n` });
		await written(OUTSIDE);
	});

	it('is answered with theirs, which can be undone', async () => {
		desk.outside.takeTheirs(doc());
		expect(doc()).toMatchObject({ yaml: OUTSIDE, outside: null });
		await desk.toasts.current?.act?.run();
		expect(doc().yaml).toBe(`${YAML}# mine\n`);
	});

	it('is answered with mine, and not asked again of the same text, also after a restart', async () => {
		desk.outside.keepMine(doc());
		await written(OUTSIDE);
		expect(doc()).toMatchObject({ yaml: `${YAML}# mine\n`, outside: null });
		await settle();

		const later = await opened();
		expect(doc(later)).toMatchObject({ yaml: `${YAML}# mine\n`, outside: null });
		await written(`${OUTSIDE}# more\n`);
		expect(doc(later).outside).toMatchObject({ text: `${OUTSIDE}# more\n` });
	});

	it('is dropped when the file has a version again', async () => {
		await written(null);
		expect(doc().outside).toBeNull();
		await written(OUTSIDE);
		expect(doc().outside).not.toBeNull();
	});
});

it('a file that cannot be taken in is told of once, and changes nothing', async () => {
	const at = '2026-05-01T10:00:00Z';
	const problem = { code: 'too_large', message: 'It is too large.', hint: 'Split it.' };
	vi.spyOn(backend, 'outside').mockResolvedValue({
		workflow_id: 1,
		found: true,
		yaml_content: '',
		edited_at: at,
		problem,
	});
	await written(OUTSIDE);
	expect(desk.toasts.current?.lines).toEqual(['It is too large.', 'Split it.']);
	desk.toasts.dismiss();
	await written(OUTSIDE);
	expect([desk.toasts.current, doc().yaml]).toEqual([null, YAML]);
});

it('the program is told what is open, again and again', async () => {
	const attend = vi.spyOn(backend, 'attend');
	await desk.openWorkflow(2);
	expect(state.attended).toEqual([1, 2]);
	await vi.advanceTimersByTimeAsync(130_000);
	expect(attend).toHaveBeenCalledTimes(2);
	await desk.closeTab();
	expect(state.attended).toEqual([1]);
});
