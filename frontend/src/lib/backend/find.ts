// Finding workflows by what they say, and their labels. Names are those of backend/designer/search.go and labels.go.

import type { TextEdit, TextRange } from './language';

/** A part of a text that was asked for, in characters from 0: the first one, and the one behind the last. */
export interface SearchMark {
	from: number;
	to: number;
}

export interface SearchResult {
	workflow_id: number;
	name: string;
	name_marks: SearchMark[];
	labels: string[];
	last_saved_at: string;
	/** Empty when only filters were asked for. */
	where: '' | 'name' | 'prompt' | 'comment' | 'yaml';
	/** One line of what stands there. */
	snippet: string;
	marks: SearchMark[];
	/** Of yaml: where the first mark stands in the latest version, and the step around it; empty for none. */
	range: TextRange | null;
	step: string;
	step_name: string;
	/** Of comment: the version that has it. */
	version_id: string;
	number: number;
}

export interface SearchAnswer {
	/** The best first. */
	results: SearchResult[];
	/** There are more than were asked for. */
	more: boolean;
	/** Of so many workflows it is still being found out what they say. */
	unread: number;
}

export interface FindBackend {
	/** Any text is a question; one that asks for nothing finds nothing. */
	search(question: string, limit?: number): Promise<SearchAnswer>;
	/** The edits that give a text labels and take some away. */
	relabel(yaml: string, add: string[], remove: string[]): Promise<TextEdit[]>;
}
