import type { Form, FormField } from '$lib/backend';

/** All fields, also those that stand in a zone only. */
export function byName(form: Form | null): Map<string, FormField> {
	const zones = [form?.header, form?.footer?.zone];
	const all = [...(form?.fields ?? []), ...zones.flatMap((zone) => zone?.fields ?? [])];
	// The field of the form goes before one of a zone.
	return new Map(all.reverse().map((field) => [field.name, field]));
}

/** The items of a list by their keys, each group in the order of the list. */
export function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of list) {
		const group = groups.get(key(item));
		if (group) group.push(item);
		else groups.set(key(item), [item]);
	}
	return groups;
}
