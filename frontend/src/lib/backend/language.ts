// What the program understands of a text. Places count characters (Unicode code points), lines and columns from 1, in
// the text that was sent.

export type Severity = 'error' | 'warning' | 'hint';

export interface TextRange {
	line: number;
	column: number;
	end_line: number;
	end_column: number;
}

export interface TextEdit extends TextRange {
	text: string;
}

export interface Fix {
	/** Says what will happen, as on a button. */
	title: string;
	edits: TextEdit[];
}

export interface Diagnostic extends TextRange {
	code: string;
	severity: Severity;
	path: string;
	/** What is wrong, in one sentence. */
	message: string;
	/** What to do, in one sentence. */
	hint: string;
	/** Null when there is no sure way to mend it. */
	fix: Fix | null;
}

export interface Analysis {
	is_valid: boolean;
	errors: Diagnostic[];
	warnings: Diagnostic[];
	hints: Diagnostic[];
	workflow_name: string;
	step_count: number;
	form_field_count: number;
	template_variables: string[];
	labels: string[];
}

export interface CompletionItem {
	label: string;
	/** key, word, step, field, section, variable, role, function or snippet. */
	kind: string;
	detail: string;
	documentation: string;
	insert: string;
}

/** The range is what an item replaces. */
export interface Completion extends TextRange {
	items: CompletionItem[];
}

export interface HoverInfo extends TextRange {
	title: string;
	body: string;
	example: string;
}

export interface SymbolUses {
	/** step, field, column or section. */
	kind: string;
	name: string;
	definition: TextRange;
	/** Without the definition. */
	uses: TextRange[];
}

export interface OutlineItem {
	kind: string;
	name: string;
	detail: string;
	range: TextRange;
	/** What is selected when one goes there. */
	select: TextRange;
	children: OutlineItem[];
}

/** The part of the Backend that reads ApprovalML. None of it stores anything. */
export interface LanguageBackend {
	validate(yaml: string): Promise<Analysis>;
	complete(yaml: string, line: number, column: number): Promise<Completion>;
	/** Null where there is nothing to explain. */
	hover(yaml: string, line: number, column: number): Promise<HoverInfo | null>;
	/** The step, field, column or section named at a place: null when there is none. */
	symbol(yaml: string, line: number, column: number): Promise<SymbolUses | null>;
	/** The edits that rename the symbol at a place everywhere. Rejects when the new name cannot be. */
	rename(yaml: string, line: number, column: number, newName: string): Promise<TextEdit[]>;
	outline(yaml: string): Promise<OutlineItem[]>;
	/** The edits that tidy the text; none when it is tidy. */
	format(yaml: string): Promise<TextEdit[]>;
	/** The edits that replace every deprecated word. */
	upgrade(yaml: string): Promise<TextEdit[]>;
}
