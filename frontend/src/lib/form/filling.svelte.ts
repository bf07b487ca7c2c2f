import { SvelteSet } from 'svelte/reactivity';
import {
	asBackendError,
	type BackendError,
	type Form,
	type FormBackend,
	type FormData,
	type FormEvaluation,
	type FormField,
	type FormNote,
	type FormProblem,
	type StepView,
} from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import type { Written } from '$lib/language';
import { byName, groupBy } from './groups';
import { Newest } from './newest';
import { initial, rowsOf, sent } from './values';

export type Width = 'desktop' | 'tablet' | 'mobile';

/** Names a value: of a field, or of a cell of line items. */
export function keyOf(field: string, row = -1, column = ''): string {
	return row < 0 ? field : `${field}\n${row}\n${column}`;
}

// So long after the last key, in ms: a call takes a few.
const PAUSE = { text: 40, data: 60 };

const filled = new WeakMap<OpenDocument, FormFilling>();

/** The form of a document with what was typed into it, for as long as the document is open. */
export function fillingOf(doc: OpenDocument, backend: FormBackend): FormFilling {
	const known = filled.get(doc) ?? new FormFilling(backend);
	filled.set(doc, known);
	return known;
}

/** A form with the values that were typed into it: they stay while the text changes. */
export class FormFilling {
	// Nothing here is derived: what is derived ends with the part of the window that asked for it first, and the filling
	// outlives it.

	/** The form of the last text that could be read; null until there was one. */
	form = $state.raw<Form | null>(null);
	/** Of the form, by name, those that stand in a zone only among them. */
	fields = $state.raw(byName(null));
	/** The newest text cannot be read: the form is older than it. */
	stale = $state(false);
	/** Why the program could not be asked. */
	trouble = $state.raw<BackendError | null>(null);
	evaluation = $state.raw<FormEvaluation | null>(null);

	/** By field; what nobody touched is not there. */
	data = $state.raw<FormData>({});
	/** Whose form it is: a step's id, '' for the requester. */
	step = $state('');
	ended = $state(false);
	width = $state<Width>('desktop');

	#problems = $state.raw(byValue([]));
	#notes = $state.raw(byPlace([]));

	/** The values that somebody has been at, by key: only their problems are told before it is asked for. */
	readonly #touched = new SvelteSet<string>();
	#asked = $state(false);
	#text: Written = '';
	/** The text that the form was read from. */
	#read: Written = '';
	readonly #reading: Newest;
	readonly #evaluating: Newest;

	constructor(private readonly backend: FormBackend) {
		this.#reading = new Newest(() => this.#readForm(), PAUSE.text);
		this.#evaluating = new Newest(() => this.#evaluate(), PAUSE.data);
	}

	/** What the step shows whose form it is; null when it is that of somebody else. */
	get view(): StepView | null {
		return this.form?.steps.find(({ id }) => id === this.step && id !== '') ?? null;
	}

	/** Takes a text of the document. */
	follow(text: Written): void {
		if (text === this.#text && !this.trouble) return;
		this.#text = text;
		if (this.form === null) this.#reading.now();
		else this.#reading.soon();
	}

	value(field: FormField): unknown {
		return field.name in this.data ? this.data[field.name] : initial(field);
	}

	rows(field: FormField): FormData[] {
		return rowsOf(this.value(field));
	}

	set(name: string, value: unknown): void {
		this.data = { ...this.data, [name]: value };
		this.#evaluating.soon();
	}

	setCell(field: FormField, row: number, column: string, value: unknown): void {
		this.set(
			field.name,
			this.rows(field).map((cells, i) => (i === row ? { ...cells, [column]: value } : cells)),
		);
	}

	addRow(field: FormField): void {
		this.set(field.name, [...this.rows(field), {}]);
	}

	removeRow(field: FormField, row: number): void {
		// What is known of the rows below would be told of others.
		for (const key of this.#touched) if (key.startsWith(`${field.name}\n`)) this.#touched.delete(key);
		this.set(
			field.name,
			this.rows(field).filter((_, i) => i !== row),
		);
	}

	show(step: string, ended = false): void {
		this.step = step;
		this.ended = ended;
		this.#asked = false;
		this.#evaluating.now();
	}

	fillWithTestData(): void {
		if (this.form?.test_data) this.fillWith({ ...this.data, ...this.form.test_data });
	}

	/** Puts these values in the place of all that were typed. */
	fillWith(data: FormData): void {
		this.data = data;
		this.#evaluating.now();
	}

	/** The values as they are sent. */
	get values(): FormData {
		return this.form ? sent([...this.fields.values()], this.data) : this.data;
	}

	clear(): void {
		this.data = {};
		this.#touched.clear();
		this.#asked = false;
		this.#evaluating.now();
	}

	touch(key: string): void {
		this.#touched.add(key);
	}

	/** Tells all problems from now on, also of what nobody has been at. */
	tellAll(): void {
		this.#asked = true;
	}

	/** The first problem of a value, once it may be told. */
	problem(key: string): FormProblem | undefined {
		return this.#asked || this.#touched.has(key) ? this.#problems.get(key)?.[0] : undefined;
	}

	notes(field: string, column = '', section = ''): FormNote[] {
		return this.#notes.get(`${field}\n${column}\n${section}`) ?? [];
	}

	async #readForm(): Promise<void> {
		const text = this.#text;
		try {
			const form = await this.backend.form(String(text));
			if (text !== this.#text) return;
			this.trouble = null;
			this.stale = !form.is_readable;
			if (!form.is_readable) return;
			this.form = form;
			this.fields = byName(form);
			this.#read = text;
			if (this.step !== '' && !form.steps.some(({ id }) => id === this.step)) this.step = '';
			this.#evaluating.now();
		} catch (thrown) {
			if (text === this.#text) this.trouble = asBackendError(thrown);
		}
	}

	async #evaluate(): Promise<void> {
		if (!this.form) return;
		const { form, data, step, ended } = this;
		try {
			const question = { data: sent([...this.fields.values()], data), step, ended };
			const evaluation = await this.backend.evaluateForm(String(this.#read), question);
			if (form !== this.form || step !== this.step || ended !== this.ended) return;
			this.evaluation = evaluation;
			this.#problems = byValue(evaluation.problems);
			this.#notes = byPlace(evaluation.notes);
		} catch (thrown) {
			if (form === this.form) this.trouble = asBackendError(thrown);
		}
	}
}

function byValue(problems: readonly FormProblem[]) {
	return groupBy(problems, ({ field, row, column }) => keyOf(field, row, column));
}

function byPlace(notes: readonly FormNote[]) {
	return groupBy(notes, ({ field, column, section }) => `${field}\n${column}\n${section}`);
}
