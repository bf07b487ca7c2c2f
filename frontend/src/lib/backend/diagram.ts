// The diagram of a text: its steps and the ways between them, and what can be changed in it. Names are those of
// backend/designer/diagramanswers.go.

import type { TextEdit, TextRange } from './language';

export interface Diagram {
	/** The text is YAML, so it can be changed. Of one that is not, there is what could be read. */
	is_readable: boolean;
	name: string;
	field_count: number;
	/** The id of the first step; empty when there is none. */
	start: string;
	/** In the order of the text. */
	steps: DiagramStep[];
	ways: DiagramWay[];
}

export interface DiagramStep {
	id: string;
	/** The id when it has none. */
	name: string;
	/** As it is written: decision, parallel_approval and so on, or anything else. */
	type: string;
	/** In words. */
	type_name: string;
	/** Who or what it is about, in a few words: "requestor.manager", "any one of 3", "splits on amount". May be empty. */
	who: string;
	range: TextRange;
	/** Its key. */
	select: TextRange;
	error_count: number;
	warning_count: number;
	/** Its worst finding, in one sentence; empty when there is none. */
	problem: string;
	is_reachable: boolean;
	/** Its type is end. */
	ends: boolean;
}

export type WayKind = 'outcome' | 'choice' | 'otherwise' | 'again';

export interface DiagramWay {
	/** The step, the key and the index of the choice: "review|on_approve", "split|choices|0". */
	id: string;
	from: string;
	/** Empty when it leads to no step. */
	to: string;
	/** The step that is named and is not there; else empty. */
	to_missing: string;
	kind: WayKind;
	/** on_approve and so on, choices, default, loop. */
	key: string;
	/** The index of the choice; -1 for what is no choice. */
	choice: number;
	/** When it is taken, in a few words: approve, amount <= 1000, otherwise, again. */
	label: string;
	/** Of a choice and of a loop. */
	condition: string;
	/** The workflow ends here. */
	ends: boolean;
	range: TextRange;
}

export type ApproverHow = 'approver' | 'dynamic_approver' | 'role';

export interface StepApprover {
	how: ApproverHow;
	who: string;
	range: TextRange;
}

/** A stretch of the amounts that one way has. */
export interface ScalePart {
	/** Null where it has no end. */
	from: number | null;
	to: number | null;
	/** The end itself does not belong to it. */
	from_open: boolean;
	to_open: boolean;
	/** The id of the way; empty in a gap. */
	way: string;
}

/** How the choices of a split share the amounts of a field. */
export interface AmountScale {
	field: string;
	/** Null when the field has no bound. */
	min: number | null;
	max: number | null;
	unit: string;
	/** From low to high. */
	parts: ScalePart[];
	/** Some amounts have no way. */
	gap: boolean;
	/** Some amounts satisfy several choices: the first one has them. */
	overlap: boolean;
}

export interface StepDetail extends DiagramStep {
	description: string;
	type_written: string;
	comes_from: { step: string; name: string; label: string }[];
	ways: DiagramWay[];
	approvers: StepApprover[];
	/** all, any_one or majority; empty when nothing says it. */
	strategy: string;
	/** Its own, or that of the settings; as 48_hours. */
	timeout: string;
	scales: AmountScale[];
	view_sections: string[];
	edit_sections: string[];
}

/** One thing that somebody changes in a diagram. */
export type DiagramEdit =
	/** Behind a step, or in front of all where `after` is empty. It takes over the target of the way, or of the main way. */
	| { do: 'add_step'; type: string; name: string; after: string; way: string }
	/** `way` is the id of a way, or on_<outcome>, 'choice' or 'default' for a new one; an empty `to` ends the workflow. */
	| { do: 'connect'; from: string; way: string; to: string; condition?: string }
	| { do: 'remove_way'; from: string; way: string }
	/** Ways into it go on to where its main way went. */
	| { do: 'remove_step'; step: string }
	/** The id, with all its uses. */
	| { do: 'rename_step'; step: string; to: string }
	/** An empty value takes the key away. */
	| { do: 'set'; step: string; key: 'name' | 'description' | 'type' | 'timeout' | 'strategy'; value: string }
	| { do: 'set_condition'; step: string; choice: number; condition: string }
	| { do: 'move_choice'; step: string; choice: number; to: number }
	/** In the text; an empty `before` is the last place. The first step is where a request begins. */
	| { do: 'move_step'; step: string; before: string }
	| { do: 'add_approver'; step: string; how: ApproverHow; who: string }
	| { do: 'set_approver'; step: string; index: number; how: ApproverHow; who: string }
	| { do: 'remove_approver'; step: string; index: number };

export interface DiagramChange {
	edits: TextEdit[];
	/** The step to look at now; empty when there is none. */
	select: string;
}

/** The part of the Backend that shows and changes diagrams. None of it stores anything. */
export interface DiagramBackend {
	diagram(yaml: string): Promise<Diagram>;
	/** Rejects with step_not_found when there is none with the id. */
	step(yaml: string, step: string): Promise<StepDetail>;
	/** The smallest edits of the text that do it. Rejects with cannot_edit, and says why. */
	editDiagram(yaml: string, edit: DiagramEdit): Promise<DiagramChange>;
}
