import type { FormField } from '$lib/backend';
import { isMany } from './values';

/** It is made of several controls, so its label names a group. */
export function isGrouped(field: FormField): boolean {
	const { type, source } = field;
	if (source !== null) return false;
	return ['line_items', 'radio', 'signature', 'file_upload', 'richtext'].includes(type) || isMany(field);
}

/** It is shown on several lines. */
export function isLong({ type }: FormField): boolean {
	return type === 'textarea' || type === 'richtext' || type === 'json';
}
