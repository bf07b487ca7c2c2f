import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '$lib/backend';
import { fakeBackend, fakeState, type FakeState } from '$lib/backend/fake';
import { Desk, type Memory } from './desk.svelte';

const DISK_FULL = new BackendError({ code: 'disk_full', message: 'The disk is full.', hint: 'Make room.' });

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let memory: Memory;
let desk: Desk;

beforeEach(async () => {
	state = fakeState();
	backend = fakeBackend(state);
	const kept = new Map<string, string>();
	memory = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
	};
	for (const name of ['A', 'B', 'C']) {
		await backend.saveVersion({ yaml_content: `name: ${name}\n`, prompt: '', version_comment: '' });
	}
	desk = await started();
});

async function started(): Promise<Desk> {
	const made = new Desk(backend, null, memory);
	await made.start();
	return made;
}

const names = (of = desk) => of.tabs.all.map(({ name }) => name).join(' ');

async function open(...ids: number[]): Promise<void> {
	for (const id of ids) await desk.openWorkflow(id);
}

function tab(id: number) {
	const found = desk.tabs.ofWorkflow(id);
	if (!found) throw new Error(`workflow ${id} is not open`);
	return found;
}

describe('opening', () => {
	it('gives each document a tab of its own, after the one that is shown', async () => {
		await open(1, 2);
		await desk.showTab(tab(1));
		await open(3);
		expect([names(), desk.document?.name]).toEqual(['A C B', 'C']);
	});

	it('shows what is open already as it was left, without reading it again', async () => {
		await open(1, 2);
		const read = vi.spyOn(backend, 'version');
		const doc = tab(1).document;
		doc?.edit({ yaml: 'name: A2\n' });
		await open(1);
		expect([desk.document === doc, desk.document?.yaml, read.mock.calls.length]).toEqual([
			true,
			'name: A2\n',
			0,
		]);
	});

	it('takes the place of an empty workflow that nobody touched', async () => {
		await open(1);
		await desk.openNew();
		await open(2);
		expect([names(), state.drafts]).toEqual(['A B', []]);
	});

	it('keeps an empty workflow while its tab is only left for another', async () => {
		await open(1);
		await desk.openNew();
		await desk.showTab(tab(1));
		expect(names()).toBe('A New Workflow');
	});
});

describe('walking', () => {
	it('goes round', async () => {
		await open(1, 2, 3);
		const seen: unknown[] = [];
		for (const step of [1, 1, -1, -1] as const) {
			const next = desk.tabs.neighbour(step);
			if (next) await desk.showTab(next);
			seen.push(desk.document?.name);
		}
		expect(seen).toEqual(['A', 'B', 'A', 'C']);
	});

	it('has nowhere to go with one tab', async () => {
		await open(1);
		expect(desk.tabs.neighbour(1)).toBeNull();
	});
});

describe('closing', () => {
	it('keeps the edits as a draft, and shows what stands beside it', async () => {
		await open(1, 2, 3);
		await desk.showTab(tab(2));
		desk.document?.edit({ yaml: 'name: B2\n' });
		expect(await desk.closeTab()).toBe(true);
		expect([names(), desk.document?.name]).toEqual(['A C', 'C']);
		expect(state.drafts.map((draft) => draft.yaml_content)).toEqual(['name: B2\n']);
	});

	it('leaves what is shown when another is closed', async () => {
		await open(1, 2);
		await desk.closeTab(tab(1));
		expect([names(), desk.document?.name]).toEqual(['B', 'B']);
	});

	it('ends with nothing open', async () => {
		await open(1);
		await desk.closeTab();
		expect([desk.document, desk.tabs.all]).toEqual([null, []]);
	});

	it('is refused while the edits cannot be kept: its tab says so', async () => {
		await open(1, 2);
		tab(1).document?.edit({ yaml: 'name: A2\n' });
		vi.spyOn(backend, 'saveDraft').mockRejectedValue(DISK_FULL);
		expect(await desk.closeTab(tab(1))).toBe(false);
		expect([names(), tab(1).failed]).toEqual(['A2 B', true]);
		expect(desk.toasts.current?.lines).toEqual(['The disk is full.', 'Make room.']);
	});

	it('can be taken back, with the edits', async () => {
		await open(1, 2);
		desk.document?.edit({ yaml: 'name: B2\n' });
		await desk.closeTab();
		await desk.reopenTab();
		expect([names(), desk.document?.yaml]).toEqual(['A B2', 'name: B2\n']);
	});

	it('of all others leaves one', async () => {
		await open(1, 2, 3);
		await desk.closeOtherTabs(tab(2));
		expect([names(), desk.document?.name]).toEqual(['B', 'B']);
	});
});

describe('the order', () => {
	it('is as a person moves the tabs, never past the ends', async () => {
		await open(1, 2, 3);
		desk.tabs.move(tab(1), 2);
		expect(names()).toBe('B C A');
		desk.tabs.move(tab(3), -5);
		expect(names()).toBe('C B A');
	});
});

describe('the next start', () => {
	it('opens the same tabs in the same order, and reads the text of the one that was shown only', async () => {
		await open(1, 2);
		tab(1).document?.edit({ yaml: 'name: Edited\n' });
		await desk.openNew({ yaml: 'name: Draft\n' });
		await open(2);
		await desk.keepAll();
		const read = vi.spyOn(backend, 'version');

		const next = await started();

		expect(names(next)).toBe('Edited B Draft');
		expect(next.document?.name).toBe('B');
		expect(next.tabs.all.map(({ dirty }) => dirty)).toEqual([true, false, true]);
		expect(read.mock.calls.map(([id]) => id)).toEqual([2]);

		const draft = next.tabs.all[2];
		if (draft) await next.showTab(draft);
		expect(next.document?.yaml).toBe('name: Draft\n');
	});

	it('leaves out what is gone', async () => {
		await open(1, 2, 3);
		await backend.deleteWorkflow(3);
		const next = await started();
		expect([names(next), next.document?.name]).toEqual(['A B', 'A']);
	});

	it('opens nothing when all was closed, however new a draft is', async () => {
		await open(1);
		desk.document?.edit({ yaml: 'name: A2\n' });
		await desk.closeTab();
		const next = await started();
		expect([next.document, next.tabs.all]).toEqual([null, []]);
	});

	it('does not open the tabs of another company', async () => {
		await open(1);
		state.settings.company_id = 7;
		expect((await started()).tabs.all).toEqual([]);
	});

	it('survives anything that was kept before', async () => {
		memory.setItem('workflow-designer.tabs.1', '{"open":[1,{"workflow":"x"},{"draft":3}],"current":5}');
		expect((await started()).tabs.all).toEqual([]);
	});
});

describe('what comes from elsewhere', () => {
	it('reaches a document that is not shown, and leaves its edits', async () => {
		await open(1, 2);
		desk.document?.edit({ yaml: 'name: B, mine\n' });
		await open(3);
		for (const [id, yaml] of [[1, 'name: A, theirs\n'], [2, 'name: B, theirs\n']] as const) {
			await backend.saveVersion({ workflow_id: id, yaml_content: yaml, prompt: '', version_comment: '' });
		} // prettier-ignore
		await desk.refresh();
		expect(tab(1).document).toMatchObject({ yaml: 'name: A, theirs\n', dirty: false });
		expect(tab(2).document).toMatchObject({ yaml: 'name: B, mine\n', newer: { number: 2 } });
	});

	it('deletes a workflow in the background, and Undo opens it again', async () => {
		await open(1, 2);
		const { deleteWorkflow } = await import('./deletion');
		await deleteWorkflow(desk, { workflow_id: 1, name: 'A' });
		expect([names(), desk.document?.name]).toEqual(['B', 'B']);
		await desk.toasts.current?.act?.run();
		expect(names()).toBe('B A');
	});
});
