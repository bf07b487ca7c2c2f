import type { FormField } from '$lib/backend';

/** What every control of a form is given. */
export interface ControlProps {
	field: FormField;
	/** Of the control that the label is for. */
	id: string;
	/** Of what names it. Without, `name` does. */
	labelId?: string;
	name?: string;
	value: unknown;
	readOnly: boolean;
	invalid: boolean;
	required: boolean;
	/** Ids of what is told about it. */
	describedby: string | undefined;
	/** left, center, right, or empty. */
	align: string;
	/** It stands in a table, whose lines are its border. */
	bare?: boolean;
	onchange: (value: unknown) => void;
	/** The person goes on to something else. */
	onleave: () => void;
}

/** What a screen reader is told of a control. */
export function told({ labelId, name, invalid, required, describedby }: ControlProps) {
	return {
		'aria-label': name,
		'aria-labelledby': name ? undefined : labelId,
		'aria-invalid': invalid || undefined,
		'aria-required': required || undefined,
		'aria-describedby': describedby,
	} as const;
}
