/** One place where a step, a field or a section is named. */
export interface Use {
	/** From 1. */
	line: number;
	/** The text of the line, without its indentation, parted at the name. */
	before: string;
	name: string;
	after: string;
	definition: boolean;
}

/** Where something of the workflow is named, in the order of the text. */
export interface Uses {
	/** step, field, column or section. */
	kind: string;
	name: string;
	places: Use[];
}
