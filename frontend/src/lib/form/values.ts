// The values of a form: what a field holds at first, what is sent of it, and how it is read.

import type { FormData, FormField } from '$lib/backend';
import { locale, say } from '$lib/words';

/** A signature, drawn or typed. */
export interface Signature {
	/** Lines of points, from 0 to 1 of the area's width and height. */
	strokes: { x: number; y: number }[][];
	name: string;
}

/** A language allows no more rows than this in line items. */
const MOST_ROWS = 100;

const CHOSEN_FROM_MANY = ['select', 'dropdown', 'autocomplete'];

/** It holds a list of choices. */
export function isMany(field: FormField): boolean {
	const { type, options, source, multiple } = field;
	if (type === 'multiselect') return true;
	if (type === 'checkbox') return options.length > 0 || source !== null;
	return multiple && CHOSEN_FROM_MANY.includes(type);
}

export function isNumeric({ type }: FormField): boolean {
	return type === 'number' || type === 'currency';
}

/** What a field holds until somebody fills it in. */
export function initial(field: FormField): unknown {
	if (field.type !== 'line_items') return field.default ?? '';
	const least = Math.max(field.min_items ?? 0, field.required ? 1 : 0);
	return Array.from({ length: Math.min(least, MOST_ROWS) }, () => ({}));
}

export function rowsOf(value: unknown): FormData[] {
	if (!Array.isArray(value)) return [];
	return value.map((row: unknown) => (isGroup(row) ? row : {}));
}

export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : value === '' || value === null || value === undefined ? [] : [value];
}

export function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function signatureOf(value: unknown): Signature {
	const given = isGroup(value) ? value : {};
	return {
		strokes: Array.isArray(given.strokes) ? (given.strokes as Signature['strokes']) : [],
		name: typeof given.name === 'string' ? given.name : typeof value === 'string' ? value : '',
	};
}

export function isSigned({ strokes, name }: Signature): boolean {
	return strokes.length > 0 || name.trim() !== '';
}

/** What is sent of the values: only fields that there are, and of a signature only that it is there. */
export function sent(fields: readonly FormField[], data: FormData): FormData {
	const found: FormData = {};
	for (const field of fields) {
		if (field.name in data) {
			const value = data[field.name];
			const signed = field.type === 'signature' && isSigned(signatureOf(value));
			found[field.name] = field.type === 'signature' ? (signed ? 'signed' : '') : value;
		} else if (field.type === 'line_items') found[field.name] = initial(field);
	}
	return found;
}

/** A value as people read it. */
export function spoken(field: FormField, value: unknown): string {
	if (value === null || value === undefined || value === '') return '';
	if (Array.isArray(value)) return value.map((item) => spoken(field, item)).join(', ');
	if (typeof value === 'boolean') return value ? say.form.yes : say.form.no;
	if (typeof value === 'number') return isNumeric(field) ? grouped(field, value) : String(value);
	if (isGroup(value)) {
		const name = value.label ?? value.name;
		return typeof name === 'string' ? name : JSON.stringify(value);
	}
	const text = String(value);
	return field.options.find((option) => option.value === text)?.label ?? text;
}

/** The sign of a currency, else its code; empty for none. */
export function currencySign(code: string): string {
	if (!/^[A-Z]{3}$/.test(code)) return code;
	const parts = new Intl.NumberFormat('en-US', {
		style: 'currency',
		currency: code,
		currencyDisplay: 'narrowSymbol',
	}).formatToParts(0);
	return parts.find(({ type }) => type === 'currency')?.value ?? code;
}

/** A number with its thousands apart, an amount with the digits of its currency. */
export function grouped(field: FormField, value: number): string {
	const { type, currency } = field;
	if (type !== 'currency') return value.toLocaleString(locale(), { maximumFractionDigits: 10 });
	const known = /^[A-Z]{3}$/.test(currency);
	const digits = known
		? new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
		: undefined;
	return value.toLocaleString(locale(), {
		minimumFractionDigits: digits ?? 2,
		maximumFractionDigits: Math.max(digits ?? 2, fractionOf(value)),
	});
}

/** So many digits behind the point as somebody typed; of a sum only two, since the rest is the machine's. */
function fractionOf(value: number): number {
	const behind = String(value).split('.')[1]?.length ?? 0;
	return behind <= 4 ? behind : 2;
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A value as a number, also a text that is one, as the program reads it; null when it is none. */
export function numberOf(value: unknown): number | null {
	if (typeof value === 'number') return value;
	const number = typeof value === 'string' && PLAIN.test(value.trim()) ? Number(value) : NaN;
	return Number.isFinite(number) ? number : null;
}

/** A number as people type it in the language in force, thousands apart or not; null when it is none. */
export function numberIn(text: string): number | null {
	const typed = text.trim();
	const [group, point] = locale() === 'id-ID' ? ['.', ','] : [',', '.'];
	const whole = new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
	const plain = whole.test(typed) ? typed.replaceAll(group, '') : typed;
	return numberOf(point === ',' ? plain.replace(',', '.') : plain);
}

/** A number for somebody who goes on typing it: nothing but its digits and its point. */
export function typing(value: number): string {
	return locale() === 'id-ID' ? String(value).replace('.', ',') : String(value);
}
