// A small reading of steps and ways for the fake: line by line, of texts that are indented by two spaces, as fakeLanguage.ts
// reads them. It changes what the tests of the window change. It is not in the product.

import type {
	Diagram,
	DiagramBackend,
	DiagramChange,
	DiagramEdit,
	DiagramStep,
	DiagramWay,
	StepDetail,
} from './diagram';
import type { TextEdit, TextRange } from './language';
import { BackendError } from './problem';

const TYPE_NAMES: Record<string, string> = {
	decision: 'Decision',
	parallel_approval: 'Parallel approval',
	conditional_split: 'Conditional split',
	automatic: 'Automatic',
	notification: 'Notification',
	end: 'End',
};

/** A step as it stands in the text: its lines, without the key. */
interface Block {
	id: string;
	/** Of the key, from 1. */
	line: number;
	last: number;
	lines: string[];
}

export const fakeDiagram: DiagramBackend = {
	diagram: async (yaml) => read(yaml),
	step: async (yaml, id) => {
		const found = blocksOf(yaml).find((block) => block.id === id);
		if (!found) {
			throw new BackendError({
				code: 'step_not_found',
				message: `There is no step "${id}".`,
				hint: 'Choose one of the steps of the diagram.',
			});
		}
		return detail(yaml, found);
	},
	editDiagram: async (yaml, edit) => change(yaml, edit),
};

function read(yaml: string): Diagram {
	const blocks = blocksOf(yaml);
	const ways = blocks.flatMap((block) => waysOf(block, blocks));
	const reached = new Set<string>();
	for (let todo = blocks[0] ? [blocks[0].id] : []; todo.length > 0;) {
		todo.forEach((id) => reached.add(id));
		todo = ways.filter(({ from, to }) => todo.includes(from) && to && !reached.has(to)).map(({ to }) => to);
	}
	return {
		is_readable: !/^\s*\t/m.test(yaml),
		name: /^name:\s*"?([^"\n]*)"?/m.exec(yaml)?.[1]?.trim() ?? '',
		field_count: [...yaml.matchAll(/^ {4}- name:/gm)].length,
		start: blocks[0]?.id ?? '',
		steps: blocks.map((block) => stepOf(block, ways, reached.has(block.id))),
		ways,
	};
}

function blocksOf(yaml: string): Block[] {
	const blocks: Block[] = [];
	let inside = false;
	yaml.split(/\r?\n/).forEach((text, i) => {
		if (/^\S/.test(text)) inside = text.startsWith('workflow:');
		const id = inside ? /^ {2}(\w+):\s*$/.exec(text)?.[1] : undefined;
		if (id) blocks.push({ id, line: i + 1, last: i + 1, lines: [] });
		const block = blocks.at(-1);
		if (!inside || id || !block || !/^ {4}\s*\S/.test(text)) return;
		while (block.line + block.lines.length < i) block.lines.push('');
		block.lines.push(text);
		block.last = i + 1;
	});
	return blocks;
}

function value(block: Block, key: string): string {
	const found = block.lines.map((text) => new RegExp(`^ {4}${key}: *(.+)$`).exec(text)?.[1]).find(Boolean);
	return bare(found ?? '');
}

function bare(written: string): string {
	return written.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function stepOf(block: Block, ways: DiagramWay[], reached: boolean): DiagramStep {
	const type = value(block, 'type');
	const lost = ways.find((way) => way.from === block.id && way.to_missing);
	return {
		id: block.id,
		name: value(block, 'name') || block.id,
		type,
		type_name: TYPE_NAMES[type] ?? type,
		who: who(block, type),
		range: {
			line: block.line,
			column: 3,
			end_line: block.last,
			end_column: (block.lines.at(-1)?.length ?? 0) + 1,
		},
		select: place(block.line, 3, block.id.length),
		error_count: lost ? 1 : 0,
		warning_count: reached ? 0 : 1,
		problem: lost
			? `There is no step ${lost.to_missing}.`
			: reached
				? ''
				: `No way leads from the first step to "${block.id}".`,
		is_reachable: reached,
		ends: type === 'end',
	};
}

function who(block: Block, type: string): string {
	const roles = approversOf(block).length;
	if (roles > 1) {
		const how = value(block, 'strategy') || value(block, 'approval_strategy') || 'all';
		return how === 'any_one'
			? `any one of ${roles}`
			: how === 'majority'
				? `majority of ${roles}`
				: `all ${roles}`;
	}
	if (type === 'conditional_split') {
		const names = waysOf(block, []).flatMap(({ condition }) => /^\w+/.exec(condition)?.[0] ?? []);
		return names.length > 0 ? `splits on ${[...new Set(names)].join(' and ')}` : '';
	}
	return (approversOf(block)[0]?.who ?? '').replace(/^\$\{(.*)\}$/, '$1');
}

function approversOf(block: Block): StepDetail['approvers'] {
	return block.lines.flatMap((text, i) => {
		const found = /^ {4}(?: *- )?(approver|dynamic_approver|role): *(.+)$/.exec(text);
		if (!found?.[1] || !found[2]) return [];
		const range = place(block.line + 1 + i, text.length - found[2].length + 1, found[2].length);
		return [{ how: found[1] as 'role', who: bare(found[2]), range }];
	});
}

/** Of a choice the lines from its dash on, of others those below the key. */
function waysOf(block: Block, blocks: Block[]): DiagramWay[] {
	const ways: DiagramWay[] = [];
	block.lines.forEach((text, i) => {
		const key = /^ {4}(on_\w+|default|loop):\s*$/.exec(text)?.[1];
		const condition = /^ +- conditions: *(.+)$/.exec(text)?.[1];
		if (!key && !condition) return;
		const deeper = key ? /^ {5}/ : /^ {8}\s*[^\s-]/;
		let end = i + 1;
		while (end < block.lines.length && deeper.test(block.lines[end] ?? '')) end++;
		const below = block.lines.slice(i + 1, end);
		const target = bare(below.map((line) => /^ +continue_to: *(.+)$/.exec(line)?.[1]).find(Boolean) ?? '');
		const ends = target === '' || below.some((line) => /end_workflow: *true/.test(line));
		const known = !ends && blocks.some(({ id }) => id === target);
		const choice = condition ? ways.filter((way) => way.kind === 'choice').length : -1;
		ways.push({
			id: condition ? `${block.id}|choices|${choice}` : `${block.id}|${key}`,
			from: block.id,
			to: known ? target : '',
			to_missing: ends || known ? '' : target,
			kind: condition ? 'choice' : key === 'default' ? 'otherwise' : key === 'loop' ? 'again' : 'outcome',
			key: key ?? 'choices',
			choice,
			label: condition ? bare(condition) : key === 'default' ? 'otherwise' : (key ?? '').replace(/^on_/, '').replaceAll('_', ' '),
			condition: bare(condition ?? ''),
			ends,
			range: { line: block.line + 1 + i, column: 5, end_line: block.line + end, end_column: (block.lines[end - 1] ?? '').length + 1 },
		});
	}); // prettier-ignore
	return ways;
}

function detail(yaml: string, block: Block): StepDetail {
	const { steps, ways } = read(yaml);
	const own = ways.filter(({ from }) => from === block.id);
	const step = steps.find(({ id }) => id === block.id) as DiagramStep;
	const bound = /^\w+ *<=? *([\d.]+)$/.exec(own[0]?.condition ?? '');
	const limit = Number(bound?.[1]);
	const otherwise = own.find(({ kind }) => kind === 'otherwise');
	const low = { from: 0.01, to: limit, from_open: false, to_open: false, way: own[0]?.id ?? '' };
	const high = { from: limit, to: 100_000, from_open: true, to_open: false, way: otherwise?.id ?? '' };
	const scale = { min: 0.01, max: 100_000, unit: '', parts: [low, high], gap: !otherwise, overlap: false };
	return {
		...step,
		description: value(block, 'description'),
		type_written: step.type,
		comes_from: ways
			.filter(({ to }) => to === block.id)
			.map(({ from, label }) => ({
				step: from,
				name: steps.find(({ id }) => id === from)?.name ?? from,
				label,
			})),
		ways: own,
		approvers: approversOf(block),
		strategy: value(block, 'strategy') || value(block, 'approval_strategy'),
		timeout:
			value(block, 'timeout') ||
			bare(new RegExp(`^ {4}${block.id}: *("?\\w+"?)$`, 'm').exec(yaml)?.[1] ?? ''),
		scales: bound ? [{ field: /^\w+/.exec(own[0]?.condition ?? '')?.[0] ?? '', ...scale }] : [],
		view_sections: [],
		edit_sections: [],
	};
}

function change(yaml: string, edit: DiagramEdit): DiagramChange {
	const blocks = blocksOf(yaml);
	const block = (id: string) => {
		const found = blocks.find((each) => each.id === id);
		if (found) return found;
		throw refused(`There is no step "${id}".`, 'Choose one of the steps of the diagram.');
	};
	switch (edit.do) {
		case 'set': {
			const { line, lines } = block(edit.step);
			const at = lines.findIndex((text) => text.startsWith(`    ${edit.key}:`));
			const written = `    ${edit.key}: "${edit.value}"`;
			return { edits: at < 0 ? [put(line + 1, `${written}\n`)] : [whole(line + 1 + at, lines[at] ?? '', written)], select: edit.step };
		}
		case 'connect':
			return { edits: [lead(yaml, block(edit.from), blocks, edit.way, edit.to)], select: edit.from };
		case 'add_step':
			return add(yaml, edit, blocks);
		case 'remove_step': {
			const gone = block(edit.step);
			const main = waysOf(gone, blocks)[0]?.to ?? '';
			const into = read(yaml).ways.filter(({ to }) => to === gone.id);
			const edits = into.map((way) => lead(yaml, block(way.from), blocks, way.id, main));
			const rest = { line: gone.line, column: 1, end_line: gone.last + 1, end_column: 1, text: '' };
			return { edits: [...edits, rest].sort((a, b) => a.line - b.line), select: main };
		}
		default:
			throw refused('This window without a program cannot do that.', 'Change the text instead.');
	}
} // prettier-ignore

function add(yaml: string, edit: Extract<DiagramEdit, { do: 'add_step' }>, blocks: Block[]): DiagramChange {
	const id = edit.name.toLowerCase().replace(/\W+/g, '_') || edit.type;
	const after = blocks.find((each) => each.id === edit.after);
	const ways = after ? waysOf(after, blocks) : [];
	const way = ways.find((each) => each.id === edit.way) ?? ways[0];
	const to = after ? way?.to : blocks[0]?.id;
	const lines = [`  ${id}:`, `    name: "${edit.name}"`, `    type: ${edit.type}`];
	if (edit.type === 'decision') lines.push('    approver: "${requestor.manager}"');
	if (edit.type !== 'end') {
		const next = to ? `continue_to: ${to}` : 'end_workflow: true';
		lines.push('    on_approve:', `      ${next}`, '    on_reject:', '      end_workflow: true');
	}
	const at = after ? after.last + 1 : (blocks[0]?.line ?? 1);
	const edits = [put(at, `\n${lines.join('\n')}\n`)];
	if (after && way) edits.unshift(lead(yaml, after, blocks, way.id, id));
	return { edits, select: id };
}

/** The edit by which a way leads to another step, or to the end. */
function lead(yaml: string, block: Block, blocks: Block[], way: string, to: string): TextEdit {
	const found = waysOf(block, blocks).find(({ id }) => id === way);
	const next = to === '' ? 'end_workflow: true' : `continue_to: ${to}`;
	if (!found) return put(block.last + 1, `    ${way}:\n      ${next}\n`);
	const lines = yaml.split(/\r?\n/);
	for (let n = found.range.line; n <= found.range.end_line; n++) {
		const text = lines[n - 1] ?? '';
		const told = /^ +(?=(continue_to|end_workflow):)/.exec(text);
		if (told) return whole(n, text, told[0] + next);
	}
	return put(found.range.line + 1, `${found.choice < 0 ? '      ' : '        '}${next}\n`);
}

function refused(message: string, hint: string): BackendError {
	return new BackendError({ code: 'cannot_edit', message, hint });
}

function place(line: number, column: number, length: number): TextRange {
	return { line, column, end_line: line, end_column: column + length };
}

function whole(line: number, before: string, text: string): TextEdit {
	return { ...place(line, 1, before.length), text };
}

function put(line: number, text: string): TextEdit {
	return { ...place(line, 1, 0), text };
}
