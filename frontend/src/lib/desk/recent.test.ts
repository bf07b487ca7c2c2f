import { beforeEach, expect, it } from 'vitest';
import { fakeBackend, fakeState } from '$lib/backend/fake';
import { deleteWorkflow } from './deletion';
import { Desk, type Memory } from './desk.svelte';
import { Recent } from './recent.svelte';

const backend = () => fakeBackend(fakeState());
let memory: Memory;

beforeEach(() => {
	const kept = new Map<string, string>();
	memory = {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
	};
});

it('has what was opened last first, also at the next start, and leaves out what is gone', async () => {
	const program = backend();
	for (const name of ['A', 'B', 'C']) {
		await program.saveVersion({ yaml_content: `name: ${name}\n`, prompt: '', version_comment: '' });
	}
	const started = async () => {
		const made = new Desk(program, null, memory);
		await made.start();
		return made;
	};
	const names = (desk: Desk) => desk.recent.workflows.map(({ name }) => name).join(' ');

	let desk = await started();
	expect(names(desk)).toBe('');
	for (const id of [1, 2, 3, 1]) await desk.openWorkflow(id);
	expect(names(desk)).toBe('A C B');
	desk = await started();
	expect(names(desk)).toBe('A C B');

	const c = desk.shelf.workflows.find(({ name }) => name === 'C');
	if (c) await deleteWorkflow(desk, c);
	expect(names(desk)).toBe('A B');
	await program.undeleteWorkflow(3);
	await desk.shelf.refresh();
	expect(names(desk)).toBe('A C B');
});

it('remembers each company by itself, and what has got another number', () => {
	const shelf = { workflows: [] };
	const recent = new Recent(shelf, memory);
	recent.restore(1);
	for (const id of [4, 5, 6]) recent.opened(id);
	recent.renumber(5, 9);
	recent.renumber(7, 8);
	expect(recent.ids).toEqual([6, 9, 4]);
	recent.restore(2);
	expect(recent.ids).toEqual([]);
	recent.opened(1);
	recent.restore(1);
	expect(recent.ids).toEqual([6, 9, 4]);
	for (let id = 100; id < 200; id++) recent.opened(id);
	expect([recent.ids.length, recent.ids[0]]).toEqual([50, 199]);
});

it.each(['not JSON', '7', 'null', '{"a":1}', '["a", null, 1.5]'])('is empty where %s was kept', (kept) => {
	memory.setItem('workflow-designer.recent.1', kept);
	const recent = new Recent({ workflows: [] }, memory);
	recent.restore(1);
	expect(recent.ids).toEqual([]);
});
