import { describe, expect, it } from 'vitest';
import { fakeDiagram } from './fakeDiagram';
import { YAML } from './fakeTexts';
import type { TextEdit } from './language';

/** Lines and columns count from 1; the edits are in the order of the text. */
function applied(text: string, edits: TextEdit[]): string {
	const starts = [0, ...[...text.matchAll(/\n/g)].map((found) => found.index + 1)];
	const at = (line: number, column: number) => (starts[line - 1] ?? text.length) + column - 1;
	return [...edits]
		.reverse()
		.reduce(
			(now, e) => now.slice(0, at(e.line, e.column)) + e.text + now.slice(at(e.end_line, e.end_column)),
			text,
		);
}

describe('the diagram of the fake', () => {
	it('shows the steps of the sample and the ways between them', async () => {
		const { steps, ways, start, field_count } = await fakeDiagram.diagram(YAML);
		expect([start, field_count, steps.length, ways.length]).toEqual(['supervisor_review', 3, 6, 10]);
		expect(steps.map(({ who }) => who)).toEqual([
			'requestor.supervisor',
			'splits on amount',
			'requestor.manager',
			'requestor.head_of_department',
			'any one of 3',
			'',
		]);
		expect(ways.find(({ id }) => id === 'manager_approval|choices|0')).toMatchObject({
			to: 'department_manager',
			label: 'amount <= 1000',
			ends: false,
		});
		expect(ways.find(({ id }) => id === 'purchasing|on_reject')).toMatchObject({ to: '', ends: true });
	});

	it('tells all about a step', async () => {
		const step = await fakeDiagram.step(YAML, 'manager_approval');
		expect(step.comes_from).toEqual([
			{ step: 'supervisor_review', name: 'Supervisor Review', label: 'approve' },
		]);
		expect(step.scales[0]?.parts.map(({ to, way }) => [to, way])).toEqual([
			[1000, 'manager_approval|choices|0'],
			[100000, 'manager_approval|default'],
		]);
		await expect(fakeDiagram.step(YAML, 'nobody')).rejects.toMatchObject({ code: 'step_not_found' });
	});

	it('puts a step into a way, and takes it out again', async () => {
		const put = await fakeDiagram.editDiagram(YAML, {
			do: 'add_step',
			type: 'decision',
			name: 'Second look',
			after: 'supervisor_review',
			way: '',
		});
		const with7 = applied(YAML, put.edits);
		const { steps, ways } = await fakeDiagram.diagram(with7);
		expect([put.select, steps.length]).toEqual(['second_look', 7]);
		expect(ways.find(({ id }) => id === 'supervisor_review|on_approve')?.to).toBe('second_look');
		expect(ways.find(({ id }) => id === 'second_look|on_approve')?.to).toBe('manager_approval');
		const removed = await fakeDiagram.editDiagram(with7, { do: 'remove_step', step: 'second_look' });
		const again = await fakeDiagram.diagram(applied(with7, removed.edits));
		expect(again.ways.map(({ id, to }) => [id, to])).toEqual(
			(await fakeDiagram.diagram(YAML)).ways.map(({ id, to }) => [id, to]),
		);
	});
});
