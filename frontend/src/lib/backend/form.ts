// The form of a text as a screen draws it, and what a person sees of it. Names are those of backend/approvalml/form.

import type { TextRange } from './language';

/** How a field looks in one place; what is not said is empty. */
export interface FieldLook {
	align: string;
	valign: string;
	span: string;
	label_position: string;
	bottom_border: boolean;
}

export interface FieldOption {
	value: string;
	label: string;
}

export interface HeaderGroup {
	label: string;
	/** How many columns it covers. */
	span: number;
}

/** A field of the form, or a column of line items. */
export interface FormField extends FieldLook {
	name: string;
	/** Where its name stands. */
	select: TextRange;
	/** As it is written; empty when there is none. */
	type: string;
	label: string;
	shows_label: boolean;
	description: string;
	help: string;
	placeholder: string;
	required: boolean;
	/** By itself; a step may show it read-only besides. */
	read_only: boolean;
	default: unknown;
	/** Never shown. */
	hidden: boolean;
	/** The JSONata expression that hides it while it holds; empty for none. */
	hidden_when: string;
	computed: boolean;
	formula: string;
	jsonata: string;
	options: FieldOption[];
	/** Where the choices come from; null when they are written in the text. */
	source: { name: string; display: string; min_length: number } | null;
	/** buttons, or empty. */
	display_as: string;
	multiple: boolean;
	min: number | null;
	max: number | null;
	min_length: number | null;
	max_length: number | null;
	pattern: string;
	/** The code of the currency; empty when it is not said. */
	currency: string;
	/** Endings and kinds of files, separated by commas. */
	accept: string;
	capture: string;
	/** Of an autonumber: what the first number looks like. */
	sample: string;
	image: { source: string; placement: string; fit: string; position: string; height: string } | null;
	/** Of line items. */
	columns: FormField[];
	min_items: number | null;
	max_items: number | null;
	header_groups: HeaderGroup[];
	aggregate: string;
	aggregate_label: string;
	/** Of a column, as a CSS length. */
	width: string;
	/** Label and value stand on one line. */
	inline: boolean;
	value_align: string;
	text_style: string[];
	/** warning, danger, success, info, or empty. */
	style: string;
}

/** The place of a field. There may be no field of that name. */
export interface FormCell extends FieldLook {
	field: string;
}

/** Rows, each with its cells from left to right; or columns, each from top to bottom. */
export interface FormBlock {
	by_columns: boolean;
	lines: FormCell[][];
	/** Of the columns, as CSS lengths and shares. */
	widths: string[];
}

export interface FormSection extends FormBlock {
	id: string;
	/** Where its id stands. */
	select: TextRange;
	title: string;
	description: string;
	/** Shown when the request is made. */
	initial: boolean;
	hidden: boolean;
	hidden_when: string;
}

export interface FormZone {
	title: string;
	/** That stand in this zone only. */
	fields: FormField[];
	blocks: FormBlock[];
}

export interface FooterItem {
	/** message, legend, divider or image. */
	type: string;
	text: string;
	legend: FieldOption[];
	colspan: number;
	align: string;
	valign: string;
}

export interface FormFooter {
	/** How many columns it has, by width. */
	desktop: number;
	tablet: number;
	mobile: number;
	items: FooterItem[];
	zone: FormZone | null;
}

/** What a person may do on a section; empty: it is not shown. */
export type Access = '' | 'view' | 'edit' | 'mixed';

/** What a step shows of the form. */
export interface StepView {
	id: string;
	name: string;
	type: string;
	/** It names no sections, so all are shown, to read only. */
	shows_all: boolean;
	sections: { id: string; access: Access; editable: string[] }[];
	/** People who may change single fields. */
	editors: { who: string; fields: string[] }[];
	/** The signature fields that are signed here. */
	signs: string[];
}

export interface Form {
	/** The text is YAML and has a form. If not, there is what could be read. */
	is_readable: boolean;
	name: string;
	description: string;
	/** In the order of the text; those that are only printed are left out. */
	fields: FormField[];
	/** None: the fields stand one below the other. */
	sections: FormSection[];
	/** The fields that have no place, by name. */
	rest: string[];
	header: FormZone | null;
	footer: FormFooter | null;
	/** How many fields stand in a row at most; 0 is not said. */
	tablet: number;
	mobile: number;
	/** The sections that are shown once the workflow has ended; none: all. */
	completed_sections: string[];
	/** Those that show the form to somebody. */
	steps: StepView[];
	/** What the text gives to fill the form with. */
	test_data: FormData | null;
}

/** Values by field. Line items are a list of rows, each with its values by column. */
export type FormData = Record<string, unknown>;

export interface FormQuestion {
	data: FormData;
	/** Empty: the person who makes the request. */
	step: string;
	/** The workflow has ended; no step. */
	ended: boolean;
}

export interface ColumnTotal {
	kind: string;
	/** Null when there is nothing to add up. */
	value: number | null;
	/** The form itself shows it. */
	written: boolean;
}

export interface FieldState {
	visible: boolean;
	read_only: boolean;
	/** Now: a rule may look at another field. */
	required: boolean;
	/** What a computed field comes to; null when it has no value yet. */
	value: unknown;
	/** The computed cells of line items. */
	rows: Record<string, unknown>[];
	/** By column. */
	totals: Record<string, ColumnTotal>;
}

export interface FormProblem {
	field: string;
	/** Of line items, from 0; -1 for the field itself. */
	row: number;
	/** Empty for the field itself. */
	column: string;
	code: string;
	/** What the value was measured by. */
	limit: unknown;
	/** A sentence in English. */
	message: string;
}

/** What cannot be told of a field or a section. */
export interface FormNote {
	field: string;
	column: string;
	section: string;
	code: string;
	about: string;
	/** A sentence in English. */
	message: string;
}

export interface FormEvaluation {
	/** By id. */
	sections: Record<string, { access: Access }>;
	/** By name. */
	fields: Record<string, FieldState>;
	problems: FormProblem[];
	notes: FormNote[];
	is_complete: boolean;
}

/** The part of the Backend that reads forms. None of it stores anything. */
export interface FormBackend {
	form(yaml: string): Promise<Form>;
	/** Rejects when the step is none that shows the form to somebody. */
	evaluateForm(yaml: string, question: FormQuestion): Promise<FormEvaluation>;
}
