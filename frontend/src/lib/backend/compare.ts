// What differs between two texts. Names are those of backend/designer/compareanswers.go.

import type { Diagram } from './diagram';
import type { TextRange } from './language';

export type ChangeKind = 'added' | 'removed' | 'renamed' | 'changed' | 'moved';

export interface CompareRequest {
	/** Left out, it is the text of before_id. */
	before?: string;
	/** Left out, it is the text of after_id; beside after_id it is a text that was made on that version. */
	after?: string;
	workflow_id?: number;
	before_id?: string;
	after_id?: string;
}

/** A piece of a sentence; of says that it is one of the values. */
export interface WordPart {
	text: string;
	of: '' | 'before' | 'after';
}

/** Which version made a change. */
export interface Brought {
	/** Empty: no version has it yet. */
	version_id: string;
	number: number;
	author: string;
	last_modified: string;
}

export interface ComparedChange {
	kind: ChangeKind;
	/** workflow, step, field, column, option, section, approver, condition, way, setting, layout or text. */
	subject: string;
	/** The part that it is in, as it is named after, or was when it is gone; empty for none. */
	step: string;
	field: string;
	section: string;
	before: string;
	after: string;
	/** One sentence without its period. */
	words: string;
	parts: WordPart[];
	/** In the text after; where the part is missing, the beginning of what it would stand in, as an empty range. */
	range: TextRange;
	/** In the text before, likewise. */
	before_range: TextRange;
	/** What to light in the diagrams; empty where they have nothing of it. */
	before_step: string;
	after_step: string;
	before_way: string;
	after_way: string;
	/** Null when that is not known. */
	brought: Brought | null;
}

export type Mark = 'added' | 'removed' | 'changed';

/** What happened to steps and ways, by id; what is as it was has no mark. */
export interface Marks {
	before_steps: Record<string, Mark>;
	before_ways: Record<string, Mark>;
	after_steps: Record<string, Mark>;
	after_ways: Record<string, Mark>;
	renamed: { before: string; after: string }[];
}

export interface Comparison {
	/** In the order that a request meets them. */
	changes: ComparedChange[];
	before: Diagram;
	after: Diagram;
	marks: Marks;
	brought_known: boolean;
}

/** What a version changed in the one it goes on top of. */
export interface VersionChanges {
	version_id: string;
	/** elsewhere: a text is only in the bucket. */
	state: 'known' | 'first' | 'deleted' | 'elsewhere';
	count: number;
	/** The first of them. */
	changes: { kind: ChangeKind; words: string }[];
}

/** The part of the Backend that compares. */
export interface CompareBackend {
	compare(request: CompareRequest): Promise<Comparison>;
	/** At most 200 at once; those that are not known are left out. */
	changes(workflowId: number, versionIds: string[]): Promise<VersionChanges[]>;
}
