import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError, type Merge } from '$lib/backend';
import { fakeBackend, fakeState, versionOf, type FakeState } from '$lib/backend/fake';
import type { FakeConflict, FakePlace } from '$lib/backend/fakeConflict';
import { OpenConflict } from './conflict.svelte';
import { Desk } from './desk.svelte';

const place = (path: string, base: string | null, mine: string, theirs: string, both?: string): FakePlace => ({
	path, what: path, before: `${path}: `, base, mine, theirs, both,
	mineWords: `You changed ${path}`, theirsWords: `They changed ${path}`,
}); // prettier-ignore

let state: FakeState;
let backend: ReturnType<typeof fakeBackend>;
let conflict: OpenConflict;

beforeEach(async () => {
	state = fakeState();
	backend = fakeBackend(state);
	const version = (id: string, author: string, number: number) => ({
		...versionOf(state, 1, id, 'name: A\n'), author, number,
	}); // prettier-ignore
	const waiting: FakeConflict = {
		base: version('B', 'Ilya Petrov', 13),
		mine: version('M', 'Ilya Petrov', 14),
		theirs: { ...version('T', 'Elena Markova', 14), is_latest: false, beside: true },
		lines: ['name: A', 0, 1, 2],
		places: [
			place('limit', '1', '2', '3'),
			place('lead', 'a', 'b', 'c'),
			place('note', '"x"', '"x y"', '"x z"', '"x y z"'),
		],
	};
	state.versions.set(1, [waiting.base, waiting.theirs, waiting.mine] as never);
	state.conflicts.set(1, waiting);
	conflict = new OpenConflict(backend, 1);
	await conflict.load();
});

const waiting = () => state.conflicts.get(1) as FakeConflict;
const taken = () => conflict.places.map(({ take }) => take);

describe('deciding', () => {
	it('goes on to the next open place, and the result follows', async () => {
		expect([conflict.current, conflict.open]).toEqual([0, 3]);
		await conflict.choose(0, 'theirs');
		expect([conflict.current, conflict.open, conflict.decided]).toEqual([1, 2, 1]);
		expect(conflict.result).toBe('name: A\nlimit: 3\nlead: b\nnote: "x y"');

		await conflict.choose(2, 'both');
		expect(conflict.current).toBe(1);
		await conflict.choose(1, 'mine');
		expect([conflict.current, conflict.open]).toEqual([1, 0]);
		expect(conflict.result).toBe('name: A\nlimit: 3\nlead: b\nnote: "x y z"');
	});

	it('takes both only where that is offered', async () => {
		await conflict.choose(0, 'both');
		expect(conflict.open).toBe(3);
	});

	it('can be changed and undone, one decision at a time', async () => {
		await conflict.choose(0, 'theirs');
		await conflict.choose(1, 'mine');
		conflict.reopen(0);
		expect([conflict.current, conflict.reopened, taken()[0]]).toEqual([0, 0, 'theirs']);
		await conflict.choose(0, 'mine');
		expect(taken()).toEqual(['mine', 'mine', '']);

		await conflict.undo();
		expect([taken(), conflict.current]).toEqual([['theirs', 'mine', ''], 0]);
		await conflict.undo();
		await conflict.undo();
		expect([taken(), conflict.canUndo]).toEqual([['', '', ''], false]);
		await conflict.undo();
		expect(conflict.open).toBe(3);
	});

	it('shows the result of the newest decision, however the answers arrive', async () => {
		const real = backend.mergePreview.bind(backend);
		let late = () => {};
		vi.spyOn(backend, 'mergePreview').mockImplementationOnce(async (id, choices) => {
			const merge: Merge = await real(id, choices);
			await new Promise<void>((resolve) => (late = resolve));
			return merge;
		});
		const first = conflict.choose(0, 'theirs');
		await conflict.choose(0, 'mine');
		late();
		await first;
		expect(conflict.result).toContain('limit: 2');
	});

	it('walks the places without leaving them', () => {
		conflict.step(-1);
		expect(conflict.current).toBe(0);
		for (let i = 0; i < 5; i++) conflict.step(1);
		expect(conflict.current).toBe(2);
	});
});

describe('editing a place', () => {
	it('begins with what was taken, and becomes the choice', async () => {
		conflict.edit(0);
		expect(conflict.editing?.text).toBe('2');
		await conflict.choose(0, 'theirs');
		expect(conflict.editing).toBeNull();
		conflict.edit(0);
		expect(conflict.editing?.text).toBe('3');
		conflict.write('2500');
		await conflict.takeEdit();
		expect(conflict.editing).toBeNull();
		expect(conflict.places[0]).toMatchObject({ take: 'edit', text: '2500' });
		expect(conflict.result).toContain('limit: 2500');
	});

	it('says what is wrong with it, and takes nothing', async () => {
		vi.useFakeTimers();
		conflict.edit(2);
		conflict.write('"half a quote');
		await vi.advanceTimersByTimeAsync(150);
		vi.useRealTimers();
		expect(conflict.editing?.problem?.code).toBe('cannot_edit');

		await conflict.takeEdit();
		expect(conflict.editing).not.toBeNull();
		expect(conflict.open).toBe(3);
		conflict.write('"whole"');
		await conflict.takeEdit();
		expect([conflict.editing, conflict.open]).toEqual([null, 2]);
	});

	it('is left by going elsewhere', () => {
		conflict.edit(0);
		conflict.goTo(1);
		expect(conflict.editing).toBeNull();
	});
});

describe('finishing', () => {
	async function decideAll(): Promise<void> {
		for (const index of [0, 1, 2]) await conflict.choose(index, 'mine');
	}

	it('saves both brought together, on top of both', async () => {
		await decideAll();
		conflict.comment = " Merged with Elena's version 14 ";
		const saved = await conflict.finish();
		expect(saved).toMatchObject({ number: 15, version_comment: "Merged with Elena's version 14" });
		expect(saved).toMatchObject({ parent_id: 'T', merged_id: 'M' });
		expect(state.conflicts.size).toBe(0);
	});

	it('says why it is refused, and keeps the decisions', async () => {
		await decideAll();
		const full = new BackendError({ code: 'disk_full', message: 'The disk is full.', hint: 'Make room.' });
		vi.spyOn(backend, 'resolveConflict').mockRejectedValueOnce(full);
		expect(await conflict.finish()).toBeNull();
		expect([conflict.refusal, conflict.open, conflict.busy]).toEqual([full, 0, false]);
	});

	it('keeps the decisions that still apply when someone has saved meanwhile, and says so', async () => {
		await decideAll();
		conflict.comment = 'Mine';
		// Elena saves once more: the limit is another one, the rest as it was.
		waiting().theirs = { ...waiting().theirs, local_id: 'T2', number: 15 };
		waiting().places[0] = place('limit', '1', '2', '4');

		expect(await conflict.finish()).toBeNull();

		expect(taken()).toEqual(['', 'mine', 'mine']);
		expect([conflict.current, conflict.refusal, conflict.comment]).toEqual([0, null, 'Mine']);
		expect(conflict.news).toBe(
			'Elena Markova saved v15 meanwhile. 2 decisions of 3 still apply; the rest is open again.',
		);
		await conflict.choose(0, 'theirs');
		expect((await conflict.finish())?.merged_id).toBe('M');
	});

	it.each(['stale_parent', 'not_found'])('knows when it has been decided elsewhere: %s', async (code) => {
		await decideAll();
		state.conflicts.delete(1);
		const stale = new BackendError({ code, message: 'Saved meanwhile.', hint: '' });
		vi.spyOn(backend, 'resolveConflict').mockRejectedValueOnce(stale);
		expect(await conflict.finish()).toBeNull();
		expect([conflict.gone, conflict.refusal]).toEqual([true, null]);
	});

	it('is not read again while it is being saved: the program tells of it before it answers', async () => {
		const desk = new Desk(backend, null, { getItem: () => null, setItem: () => {}, removeItem: () => {} });
		await desk.decide(1);
		conflict = desk.conflict as OpenConflict;
		await decideAll();
		const read = vi.spyOn(backend, 'conflict');
		const saving = conflict.finish();
		await desk.reloadConflict();
		expect((await saving)?.number).toBe(15);
		expect([read.mock.calls.length, desk.toasts.current]).toEqual([0, null]);
	});

	it('can save one of the two as it is', async () => {
		await decideAll();
		conflict.whole = 'theirs';
		const saved = await conflict.finish();
		expect(state.versions.get(1)?.at(-1)?.yaml_content).toBe('name: A\nlimit: 3\nlead: c\nnote: "x z"');
		expect(saved?.number).toBe(15);
	});
});

it('stays as it is when it is read again and nothing is new', async () => {
	await conflict.choose(0, 'mine');
	await conflict.load();
	expect([taken()[0], conflict.news, conflict.canUndo]).toEqual(['mine', null, true]);
});

it('says why it cannot be read', async () => {
	const away = new BackendError({ code: 'program_unreachable', message: 'No answer.', hint: '' });
	vi.spyOn(backend, 'conflict').mockRejectedValueOnce(away);
	const other = new OpenConflict(backend, 1);
	await other.load();
	expect([other.problem, other.gone]).toEqual([away, false]);
});
