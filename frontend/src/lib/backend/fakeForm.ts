// A small reading of forms for the fake: fields written line by line, without a layout. It is not in the product.

import type { FieldState, Form, FormBackend, FormEvaluation, FormField, FormQuestion } from './form';
import type { TextRange } from './language';

export const fakeForm: FormBackend = {
	form: async (yaml) => read(yaml),
	evaluateForm: async (yaml, question) => evaluate(read(yaml), question),
};

function read(yaml: string): Form {
	const fields: FormField[] = [];
	const steps: Form['steps'] = [];
	let part = '';
	yaml.split(/\r?\n/).forEach((text, i) => {
		part = /^(\w+):/.exec(text)?.[1] ?? part;
		const line = /^ {4}(- | {2})(\w+): "?([^"]*)"?$/.exec(text);
		const column = /^ {8}(- | {2})(\w+): "?([^"]*)"?$/.exec(text);
		if (part === 'form' && line) take(fields, line, i + 1);
		else if (part === 'form' && column && fields.length > 0)
			take(fields.at(-1)?.columns ?? [], column, i + 1);
		const step = part === 'workflow' ? /^ {2}(\w+):\s*$/.exec(text)?.[1] : undefined;
		if (step) {
			steps.push({ id: step, name: step, type: '', shows_all: true, sections: [], editors: [], signs: [] });
		}
		const type = /^ {4}type: "?(\w+)/.exec(text)?.[1];
		const last = steps.at(-1);
		if (part === 'workflow' && type && last) last.type = type;
	});
	return {
		is_readable: !/^\s*\t/m.test(yaml) && /^form:/m.test(yaml),
		name: /^name:\s*"?([^"\n]*)"?/m.exec(yaml)?.[1]?.trim() ?? '',
		description: '',
		fields,
		sections: [],
		rest: fields.map(({ name }) => name),
		header: null,
		footer: null,
		tablet: 0,
		mobile: 0,
		completed_sections: [],
		steps: steps.filter(({ type }) => type === 'decision' || type === 'parallel_approval'),
		test_data: null,
	};
}

function take(fields: FormField[], [text, mark, key, value = '']: RegExpExecArray, line: number): void {
	if (key === 'name' && mark === '- ') {
		const from = text.lastIndexOf(value) + 1;
		fields.push(fieldOf(value, { line, column: from, end_line: line, end_column: from + value.length }));
	}
	const last = fields.at(-1);
	if (!last || mark === '- ') return;
	if (key === 'type') last.type = value;
	if (key === 'label') last.label = value;
	if (key === 'placeholder') last.placeholder = value;
	if (key === 'required') last.required = value === 'true';
}

/** A text field with a name and nothing else said of it. */
export function fieldOf(name: string, select: TextRange): FormField {
	const look = { align: '', valign: '', span: '', label_position: '', bottom_border: false };
	const limits = { min: null, max: null, min_length: null, max_length: null, pattern: '' };
	const lines = { columns: [], min_items: null, max_items: null, header_groups: [] };
	return {
		...look,
		...limits,
		...lines,
		name,
		select,
		type: 'text',
		label: name,
		shows_label: true,
		description: '',
		help: '',
		placeholder: '',
		required: false,
		read_only: false,
		default: null,
		hidden: false,
		hidden_when: '',
		computed: false,
		formula: '',
		jsonata: '',
		options: [],
		source: null,
		display_as: '',
		multiple: false,
		currency: '',
		accept: '',
		capture: '',
		sample: '',
		image: null,
		aggregate: '',
		aggregate_label: '',
		width: '',
		inline: false,
		value_align: '',
		text_style: [],
		style: '',
	};
}

function evaluate(form: Form, { data, step, ended }: FormQuestion): FormEvaluation {
	const fields: Record<string, FieldState> = {};
	const read_only = step !== '' || ended;
	for (const { name, required } of form.fields) {
		fields[name] = { visible: true, read_only, required, value: null, rows: [], totals: {} };
	}
	const missing = form.fields.filter(({ name, required }) => required && !read_only && !data[name]);
	return {
		sections: {},
		fields,
		problems: missing.map(({ name, label }) => ({
			field: name,
			row: -1,
			column: '',
			code: 'required',
			limit: null,
			message: `${label} is required.`,
		})),
		notes: [],
		is_complete: missing.length === 0,
	};
}
