import CircleDot from '@lucide/svelte/icons/circle-dot';
import { expect, it } from 'vitest';
import { listing, type Entry, type Everything, type Kind } from './listing';

const entry = (kind: Kind, name: string, more: Partial<Entry> = {}): Entry => ({
	id: `${kind}:${name}`, kind, name, about: '', also: '', reason: null, icon: CircleDot, run: () => {}, ...more,
}); // prettier-ignore

const everything: Everything = {
	steps: [entry('step', 'Manager approval'), entry('step', 'Done', { also: 'the_end' })],
	commands: [
		entry('command', 'Save version', { reason: 'Nothing has changed.' }),
		entry('command', 'Settings'),
		entry('command', 'Approve what is left', { about: 'Sync' }),
	],
	workflows: [entry('workflow', 'Approval of leave', { about: 'hr, v2' }), entry('workflow', 'Travel')],
	versions: [entry('version', 'v2'), entry('version', 'v1', { about: 'approved by audit' })],
};

/** The groups with the names of their rows. */
const shown = (listed: Parameters<typeof listing>[1], text: string, recent: string[] = []) =>
	listing(everything, listed, text, recent).map(({ name, rows }) => [
		name,
		...rows.map((row) => row.entry.name),
	]);

it('lists what was chosen lately, then what can be done, while nothing is typed', () => {
	expect(
		shown('all', ' ', ['workflow:Travel', 'gone:x', 'command:Save version', 'command:Settings']),
	).toEqual([
		['recent', 'Travel', 'Settings'],
		['workflows', 'Approval of leave'],
		['commands', 'Approve what is left'],
		['notNow', 'Save version'],
	]);
});

it('has the group with the best first', () => {
	expect(shown('all', 'appr')).toEqual([
		['workflows', 'Approval of leave'],
		['commands', 'Approve what is left'],
		['steps', 'Manager approval'],
		['versions', 'v1'],
	]);
	expect(shown('all', 'travel')).toEqual([['workflows', 'Travel']]);
});

it('lists one kind alone, what was chosen lately first', () => {
	expect(shown('workflows', '', ['workflow:Travel'])).toEqual([['workflows', 'Travel', 'Approval of leave']]);
	expect(shown('commands', 'e')).toEqual([
		['commands', 'Settings', 'Approve what is left'],
		['notNow', 'Save version'],
	]);
	expect(shown('steps', 'x')).toEqual([]);
});

it('finds by what is said of it, and by its key, and marks what is seen of that', () => {
	const [versions] = listing(everything, 'versions', 'v1 audit', []);
	expect(versions?.rows).toMatchObject([{ marks: [{ from: 0, to: 2 }], aboutMarks: [{ from: 12, to: 17 }] }]);
	const [steps] = listing(everything, 'steps', 'the_end', []);
	expect(steps?.rows).toMatchObject([{ entry: { name: 'Done' }, marks: [], aboutMarks: [] }]);
});

it('shows the best of very many, and how many there are', () => {
	const workflows = Array.from({ length: 100_000 }, (_, i) => entry('workflow', `Purchase ${i}`));
	const [group] = listing({ ...everything, workflows }, 'workflows', 'pur 99', []);
	expect(group?.rows[0]?.entry.name).toBe('Purchase 99');
	const all = workflows.filter(({ name }) => name.includes('99')).length;
	expect([group?.rows.length, group?.all]).toEqual([100, all]);
});
