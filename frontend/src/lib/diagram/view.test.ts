import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type StepDetail, type TextEdit, type TextRange } from '$lib/backend';
import { fakeBackend } from '$lib/backend/fake';
import { Desk, type EditorHandle } from '$lib/desk';
import { roughMeasure } from './measure';
import { DiagramView } from './view.svelte';

const TEXT = `name: Leave
workflow:
  review:
    name: Review
    type: decision
    approver: a
    on_approve:
      continue_to: done
    on_reject:
      end_workflow: true
  done:
    name: Done
    type: end
`;

let desk: Desk;
let view: DiagramView;
let backend: ReturnType<typeof fakeBackend>;
const editor = {
	select: vi.fn<(range: TextRange, focus?: 'stay') => void>(),
	apply: vi.fn<(ask: (text: string) => Promise<TextEdit[]>) => Promise<number | null>>(),
};

beforeEach(async () => {
	for (const spy of Object.values(editor)) spy.mockReset();
	backend = fakeBackend();
	desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
	desk.editor = editor as unknown as EditorHandle;
	await desk.openNew({ yaml: TEXT });
	view = new DiagramView(desk, roughMeasure);
	await follow();
});

/** What the pane does with each text. */
async function follow(): Promise<void> {
	const doc = desk.document;
	if (!doc) throw new Error('nothing is open');
	view.reading.read(doc.key, doc.yaml);
	await view.reading.settled();
	view.show(view.reading.diagram, doc.key);
	await vi.waitFor(() => expect(view.nodes.length).toBeGreaterThan(0));
}

const place = (id: string) => view.nodes.find((node) => node.id === id)?.position;

describe('the diagram on the screen', () => {
	it('selects a step in the text where it stands, and leaves the focus', async () => {
		await view.select('done');
		expect([desk.step, view.selected?.name]).toEqual(['done', 'Done']);
		const [range, focus] = editor.select.mock.calls[0] ?? [];
		expect([range?.line, focus]).toEqual([11, 'stay']);
	});

	it('waits with that until the text on the screen has been read', async () => {
		desk.document?.edit({ yaml: `# above\n${TEXT}` });
		view.reading.read(desk.document?.key, desk.document?.yaml ?? '');
		await view.select('done');
		expect(editor.select.mock.calls[0]?.[0].line).toBe(12);
	});

	it('selects the way of a line', async () => {
		const link = view.drawn.links.find(({ kind }) => kind === 'cross');
		if (!link) throw new Error('there is no cross');
		await view.choose(link);
		expect([desk.step, view.line, editor.select.mock.calls[0]?.[0].line]).toEqual(['review', link.id, 9]);
	});

	it('does not touch what stands where it stood', async () => {
		const before = view.nodes.find(({ id }) => id === 'done');
		desk.document?.edit({ yaml: TEXT.replace('approver: a', 'approver: b') });
		await follow();
		await vi.waitFor(() => expect(view.drawn.nodes.find(({ id }) => id === 'review')?.who).toBe('b'));
		expect(view.nodes.find(({ id }) => id === 'done')).toBe(before);
	});

	it('keeps the form where it is, whatever grows beside it', async () => {
		const before = place('@start');
		desk.document?.edit({ yaml: TEXT.replace('    on_reject:\n      end_workflow: true\n', '') });
		await follow();
		await vi.waitFor(() => expect(view.drawn.links.some(({ kind }) => kind === 'cross')).toBe(false));
		expect(place('@start')).toEqual(before);
	});
});

describe('a change', () => {
	it('is asked of the program for the text in the editor, and the step it names is looked at then', async () => {
		editor.apply.mockImplementation(async (ask) => {
			const edits = await ask(TEXT);
			desk.document?.edit({ yaml: TEXT.replace('    type: end', '    type: end\n    description: "x"') });
			view.reading.read(desk.document?.key, desk.document?.yaml ?? '');
			return edits.length;
		});
		const done = await view.edit({ do: 'set', step: 'done', key: 'name', value: 'Finished' });
		expect([done, desk.step]).toEqual([true, 'done']);
	});

	it('of a condition is made in the text as it is now, whatever was shown before', async () => {
		const now = TEXT.replace('approve', 'approve # newer');
		editor.apply.mockImplementation(async (ask) => (await ask(now)).length);
		const way = { kind: 'choice', choice: 0, condition: 'days > 15' };
		const asked = vi.spyOn(backend, 'step').mockResolvedValue({ ways: [way] } as unknown as StepDetail);
		const edited = vi.spyOn(backend, 'editDiagram').mockResolvedValue({ edits: [], select: '' });
		await view.editCondition('split', 0, (condition) => condition.replace('>', '>='));
		expect(asked).toHaveBeenCalledWith(now, 'split');
		expect(edited).toHaveBeenCalledWith(now, {
			do: 'set_condition',
			step: 'split',
			choice: 0,
			condition: 'days >= 15',
		});

		// A choice that is gone is not changed
		expect(await view.editCondition('split', 3, () => 'x > 1')).toBe(false);
		expect(edited).toHaveBeenCalledTimes(1);
		expect(desk.toasts.current?.title).toBe('The text was changed meanwhile. Try again.');
	});

	it('that is refused says why, and changes nothing', async () => {
		editor.apply.mockImplementation(async (ask) => (await ask(TEXT)).length);
		const refusal = new BackendError({
			code: 'cannot_edit',
			message: 'A step needs a name.',
			hint: 'Write one.',
		});
		vi.spyOn(backend, 'editDiagram').mockRejectedValueOnce(refusal);
		expect(await view.edit({ do: 'set', step: 'done', key: 'name', value: '' })).toBe(false);
		expect(desk.toasts.current).toMatchObject({
			lines: ['A step needs a name.', 'Write one.'],
			tone: 'attention',
		});
	});

	it('is not applied to a text that was changed meanwhile', async () => {
		editor.apply.mockImplementation(async (ask) => {
			await ask(TEXT);
			return null;
		});
		expect(await view.edit({ do: 'set', step: 'done', key: 'name', value: 'x' })).toBe(false);
		expect(desk.toasts.current?.title).toBe('The text was changed meanwhile. Try again.');
	});

	it('is not asked for while the text cannot be read', async () => {
		desk.document?.edit({ yaml: `\t${TEXT}` });
		view.reading.read(desk.document?.key, desk.document?.yaml ?? '');
		await view.reading.settled();
		expect(view.blocked).toMatch(/cannot be read/);
		expect(await view.edit({ do: 'remove_step', step: 'done' })).toBe(false);
		expect(editor.apply).not.toHaveBeenCalled();
		expect(desk.toasts.current?.title).toMatch(/cannot be read/);
	});

	it('takes away the chosen line, or else the selected step', async () => {
		const edit = vi.spyOn(view, 'edit').mockResolvedValue(true);
		await view.select('review');
		await view.remove();
		expect(edit).toHaveBeenLastCalledWith({ do: 'remove_step', step: 'review' });
		const link = view.drawn.links.find(({ kind }) => kind === 'cross');
		if (link) await view.choose(link);
		await view.remove();
		expect(edit).toHaveBeenLastCalledWith({ do: 'remove_way', from: 'review', way: 'review|on_reject' });
	});
});
