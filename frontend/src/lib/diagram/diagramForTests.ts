// Diagrams written in a few words, for tests.

import type { Diagram, DiagramStep, DiagramWay } from '$lib/backend';

const NOWHERE = { line: 1, column: 1, end_line: 1, end_column: 1 };

/** "a decision" is a step a of that type; "a -approve> b", "a -reject>" and "a -amount <= 10> b" are ways. */
export function diagramOf(...lines: string[]): Diagram {
	const steps: DiagramStep[] = [];
	const ways: DiagramWay[] = [];
	for (const line of lines) {
		const way = /^(\w+) -(.+?)>(?: (\w+))?$/.exec(line);
		if (!way) {
			const [id = '', type = 'decision'] = line.split(' ');
			steps.push({
				id, name: id, type, type_name: type.replaceAll('_', ' '), who: '', range: NOWHERE, select: NOWHERE,
				error_count: 0, warning_count: 0, problem: '', is_reachable: true, ends: type === 'end',
			}); // prettier-ignore
			continue;
		}
		const [, from = '', label = '', to = ''] = way;
		const choice = /[<>=]/.test(label)
			? ways.filter((w) => w.from === from && w.kind === 'choice').length
			: -1;
		const key = choice >= 0 ? 'choices' : label === 'otherwise' ? 'default' : `on_${label}`;
		const known = lines.some((other) => other.split(' ')[0] === to && !/-.+>/.test(other));
		ways.push({
			id: choice >= 0 ? `${from}|choices|${choice}` : `${from}|${key}`,
			from, to: known ? to : '', to_missing: known ? '' : to,
			kind: choice >= 0 ? 'choice' : key === 'default' ? 'otherwise' : 'outcome',
			key, choice, label, condition: choice >= 0 ? label : '', ends: to === '', range: NOWHERE,
		}); // prettier-ignore
	}
	return { is_readable: true, name: 'Test', field_count: 3, start: steps[0]?.id ?? '', steps, ways };
}
