// A small reading of ApprovalML for the fake: enough of it, computed from the text, to try the editor's parts. It reads
// line by line and knows texts that are indented by two spaces. It is not in the product.

import { labelsOf } from './fakeFind';
import { BackendError } from './problem';
import type {
	Analysis,
	CompletionItem,
	Diagnostic,
	LanguageBackend,
	OutlineItem,
	Severity,
	TextEdit,
	TextRange,
} from './language';

interface Named {
	kind: 'step' | 'field';
	name: string;
	/** Of the name. */
	place: TextRange;
	/** The last line that belongs to it. */
	last: number;
	type: string;
}

const KEYS: Record<string, string> = {
	continue_to: 'The step that comes next.',
	type: 'What kind of step or field this is.',
	approver: 'Who decides: an email, a role, or a variable such as ${requestor.manager}.',
	on_approve: 'What happens when the answer is approve.',
	on_reject: 'What happens when the answer is reject.',
	conditions: 'When this choice is taken. The first choice that fits wins.',
	end_workflow: 'Ends the request here.',
	label: 'What the person who fills in the form reads.',
};
const TYPES = ['decision', 'parallel_approval', 'conditional_split', 'automatic', 'notification', 'end'];
const VARIABLES = ['${requestor.manager}', '${requestor.supervisor}', '${requestor.head_of_department}'];

export const fakeLanguage: LanguageBackend = {
	validate: async (yaml) => analyse(yaml),
	complete: async (yaml, line, column) => {
		const before = [...(linesOf(yaml)[line - 1] ?? '')].slice(0, column - 1).join('');
		const typed = /[\w${}.]*$/.exec(before)?.[0] ?? '';
		const range = rangeAt(line, column - typed.length, column);
		return { ...range, items: itemsFor(before, yaml) };
	},
	hover: async (yaml, line, column) => {
		const found = wordAt(yaml, line, column);
		const body = found && KEYS[found.word];
		if (!body) return null;
		return { ...found.range, title: found.word, body, example: `${found.word}: manager_approval` };
	},
	symbol: async (yaml, line, column) => {
		const found = wordAt(yaml, line, column);
		const named = namesIn(yaml).find(({ name }) => name === found?.word);
		if (!named) return null;
		const uses = placesOf(yaml, named.name).filter((place) => place.line !== named.place.line);
		return { kind: named.kind, name: named.name, definition: named.place, uses };
	},
	rename: async (yaml, line, column, newName) => {
		const found = wordAt(yaml, line, column);
		if (!found || !/^\w+$/.test(newName)) {
			throw new BackendError({
				code: 'bad_name',
				message: `"${newName}" cannot be a name.`,
				hint: 'Use letters, digits and underscores.',
			});
		}
		if (namesIn(yaml).some(({ name }) => name === newName)) {
			throw new BackendError({
				code: 'name_taken',
				message: `There is already a step or field named ${newName}.`,
				hint: 'Choose another name.',
			});
		}
		return placesOf(yaml, found.word).map((place) => ({ ...place, text: newName }));
	},
	outline: async (yaml) => {
		const names = namesIn(yaml);
		const part = (name: string, key: string, kind: Named['kind']): OutlineItem => {
			const line = linesOf(yaml).indexOf(key) + 1;
			const children = names.filter((named) => named.kind === kind).map(outlined);
			const last = children.at(-1)?.range.end_line ?? line;
			const select = rangeAt(line, 1, key.length);
			return { kind: 'part', name, detail: '', range: { ...select, end_line: last }, select, children };
		};
		return [part('Form', 'form:', 'field'), part('Workflow', 'workflow:', 'step')].filter(
			({ select }) => select.line > 0,
		);
	},
	format: async (yaml) =>
		linesOf(yaml).flatMap((text, i): TextEdit[] => {
			const end = [...text].length + 1;
			const kept = [...text.trimEnd()].length + 1;
			return kept === end ? [] : [{ ...rangeAt(i + 1, kept, end), text: '' }];
		}),
	upgrade: async (yaml) => deprecated(yaml).flatMap(({ fix }) => fix?.edits ?? []),
};

function analyse(yaml: string): Analysis {
	const names = namesIn(yaml);
	const steps = names.filter(({ kind }) => kind === 'step');
	const fields = names.filter(({ kind }) => kind === 'field');
	const all = [...tabs(yaml), ...unknownSteps(yaml, steps), ...deprecated(yaml)];
	all.push(...noReject(yaml, steps), ...unusedFields(yaml, fields));
	const of = (severity: Severity) => all.filter((found) => found.severity === severity);
	return {
		is_valid: of('error').length === 0,
		errors: of('error'),
		warnings: of('warning'),
		hints: of('hint'),
		workflow_name: /^name:\s*"?([^"\n]*)"?/m.exec(yaml)?.[1]?.trim() ?? '',
		step_count: steps.length,
		form_field_count: fields.length,
		labels: labelsOf(yaml),
		template_variables: [...new Set([...yaml.matchAll(/\$\{[^}\n]*\}/g)].map((found) => found[0]))],
	};
}

/** What the index keeps of a version's analysis. */
export function counts(yaml: string) {
	const { is_valid, errors, warnings } = analyse(yaml);
	return { is_valid, error_count: errors.length, warning_count: warnings.length };
}

function unknownSteps(yaml: string, steps: Named[]): Diagnostic[] {
	return matches(yaml, /continue_to:\s*"?(\w+)/).flatMap(([name, range]) => {
		if (steps.some((step) => step.name === name)) return [];
		const nearest = steps.map((step) => step.name).sort((a, b) => distance(a, name) - distance(b, name))[0];
		const fix = nearest ? { title: `Change to "${nearest}"`, edits: [{ ...range, text: nearest }] } : null;
		const message = `There is no step ${name}.`;
		const hint = 'Name a step of this workflow.';
		return [{ ...range, code: 'unknown-step', severity: 'error', path: '', message, hint, fix }];
	});
}

function deprecated(yaml: string): Diagnostic[] {
	return matches(yaml, /^ {4}type: "?(approval|notification_only)\b/).map(([word, range]) => {
		const now = word === 'approval' ? 'decision' : 'notification';
		return {
			...range,
			code: 'deprecated-step-type',
			severity: 'error',
			path: '',
			message: `The step type ${word} is of an older dialect.`,
			hint: `Write ${now} instead.`,
			fix: { title: `Change to "${now}"`, edits: [{ ...range, text: now }] },
		};
	});
}

function tabs(yaml: string): Diagnostic[] {
	return matches(yaml, /^ *(\t)/).map(([, range]) => {
		const message = 'A tab cannot indent.';
		const fix = { title: 'Change to two spaces', edits: [{ ...range, text: '  ' }] };
		return { ...range, code: 'yaml-syntax', severity: 'error', path: '', message, hint: 'Use spaces.', fix };
	});
}

function noReject(yaml: string, steps: Named[]): Diagnostic[] {
	const lines = linesOf(yaml);
	return steps.flatMap((step) => {
		const block = lines.slice(step.place.line, step.last);
		if (step.type !== 'decision' || block.some((text) => text.startsWith('    on_reject:'))) return [];
		const message = `Nothing says what happens when ${step.name} is rejected.`;
		const hint = 'Add on_reject with the step that comes then, or end_workflow.';
		return [{ ...step.place, code: 'no-reject', severity: 'warning', path: '', message, hint, fix: null }];
	});
}

function unusedFields(yaml: string, fields: Named[]): Diagnostic[] {
	return fields.flatMap((field) => {
		if (field.name !== 'department' || placesOf(yaml, field.name).length > 1) return [];
		const message = `Nothing uses the field ${field.name}.`;
		const hint = 'It is only shown on the form. Leave it so, or use it in a condition.';
		return [{ ...field.place, code: 'unused-field', severity: 'hint', path: '', message, hint, fix: null }];
	});
}

function itemsFor(before: string, yaml: string): CompletionItem[] {
	const names = namesIn(yaml);
	const item = (kind: string, label: string, detail: string, documentation = '') => ({
		kind,
		label,
		detail,
		documentation,
		insert: kind === 'key' ? `${label}: ` : label,
	});
	const named = (kind: Named['kind']) =>
		names.filter((n) => n.kind === kind).map((n) => item(kind, n.name, n.type.replaceAll('_', ' ')));
	if (/continue_to:\s*"?\w*$/.test(before)) return named('step');
	if (/type:\s*"?\w*$/.test(before)) return TYPES.map((type) => item('word', type, 'step type'));
	if (/approver:\s*"?[\w${.]*$/.test(before))
		return VARIABLES.map((v) => item('variable', v, 'whoever it is'));
	if (/conditions:\s*"[^"]*$/.test(before)) return named('field');
	if (/^\s+\w*$/.test(before)) return Object.entries(KEYS).map(([key, doc]) => item('key', key, '', doc));
	return [];
}

/** Steps are keys below `workflow:`, fields are entries named below `form:`. */
function namesIn(yaml: string): Named[] {
	const named: Named[] = [];
	let part = '';
	linesOf(yaml).forEach((text, i) => {
		const top = /^(\w+):/.exec(text);
		if (top) part = top[1] ?? '';
		const step = part === 'workflow' ? /^ {2}(\w+):\s*$/.exec(text) : null;
		const field = part === 'form' ? /^ {4}- name: "?(\w+)/.exec(text) : null;
		const found = step ?? field;
		if (found?.[1]) {
			const from = found[0].lastIndexOf(found[1]) + 1;
			const place = rangeAt(i + 1, from, from + found[1].length);
			named.push({ kind: step ? 'step' : 'field', name: found[1], place, last: i + 1, type: '' });
		}
		const latest = named.at(-1);
		if (!latest || (latest.kind === 'step') !== (part === 'workflow')) return;
		if (text.trim() !== '' && !top) latest.last = i + 1;
		latest.type ||= /^ {4,6}type: "?(\w+)/.exec(text)?.[1] ?? '';
	});
	return named;
}

function outlined(named: Named): OutlineItem {
	const { kind, name, place, last, type } = named;
	return {
		kind,
		name,
		detail: type.replaceAll('_', ' '),
		range: { ...place, end_line: last, end_column: 1 },
		select: place,
		children: [],
	};
}

function wordAt(yaml: string, line: number, column: number): { word: string; range: TextRange } | null {
	const text = linesOf(yaml)[line - 1] ?? '';
	for (const found of text.matchAll(/\w+/g)) {
		const from = [...text.slice(0, found.index)].length + 1;
		const to = from + found[0].length;
		if (from <= column && column <= to) return { word: found[0], range: rangeAt(line, from, to) };
	}
	return null;
}

function placesOf(yaml: string, name: string): TextRange[] {
	return matches(yaml, new RegExp(`^(?! *#).*?(?<![\\w$.])(${name})(?!\\w)`)).map(([, range]) => range);
}

/** Per line the first group of the pattern, and where it is. */
function matches(yaml: string, pattern: RegExp): [string, TextRange][] {
	return linesOf(yaml).flatMap((text, i): [string, TextRange][] => {
		const found = pattern.exec(text);
		if (!found?.[1]) return [];
		const at = found.index + found[0].lastIndexOf(found[1]);
		const from = [...text.slice(0, at)].length + 1;
		return [[found[1], rangeAt(i + 1, from, from + [...found[1]].length)]];
	});
}

function rangeAt(line: number, column: number, end_column: number): TextRange {
	return { line, column, end_line: line, end_column };
}

function linesOf(yaml: string): string[] {
	return yaml.split(/\r?\n/);
}

/** How many letters differ, place by place: enough to find a mistyped name. */
function distance(a: string, b: string): number {
	let same = 0;
	while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
	return Math.max(a.length, b.length) - same;
}
