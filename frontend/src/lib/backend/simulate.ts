// A workflow that is tried out in memory, and all its paths. Nothing of it is sent or stored. Names are those of backend/simulate and
// backend/designer/simulate.go. Times are RFC 3339, UTC, of the virtual clock.

import type { FormData, FormProblem } from './form';

/** One thing that happens. What is left out means what is waited for: the current step, whoever is next, a yes. */
export interface SimulationAct {
	do: 'submit' | 'decide' | 'ask' | 'answer' | 'advance' | 'system';
	step?: string;
	/** By name, by what the text says, or by address. */
	approver?: string;
	/** Without on_: approve, reject, complete, failure, or one of the text's own. */
	outcome?: string;
	comment?: string;
	/** What is filled in, or changed, with this act; null takes a value away. */
	form?: FormData;
	/** Of advance: a time such as 2_hours, 1_days or 5_business_days. */
	for?: string;
	/** Of advance: what is waited for; event is a reminder or the deadline, whatever comes first. */
	until?: 'deadline' | 'event';
}

export interface SimulateQuestion {
	/** What ${requestor.…} may ask: name, email, department, manager and so on. */
	requester?: Record<string, unknown>;
	/** What the form holds before it is sent. */
	form?: FormData;
	/** What is missing in the form is filled in with samples. */
	fill?: boolean;
	/** What the request is called; left out: REQ-1. */
	request?: string;
	/** What the virtual clock shows first; left out: a Monday morning. */
	begin?: string;
	/** In this order. Stepping back is one act less. */
	acts?: SimulationAct[];
	/** Brings it to its end after the acts: each step to the first of its outcomes in decide, or else to a yes. */
	to_end?: boolean;
	decide?: Record<string, string[]>;
}

export interface SimulatedPerson {
	name: string;
	/** What the text says: a role, an email, requestor.manager. */
	as: string;
	/** At a domain that no mail reaches. */
	address: string;
}

/** Somebody who is asked at a step. */
export interface AskedPerson extends SimulatedPerson {
	/** Empty: to approve. */
	approval_type: string;
	/** The vote counts; that of somebody who gives advice may not. */
	counts: boolean;
	/** By the escalation: decides alone. */
	called_in: boolean;
	/** That can be chosen, a yes first. */
	outcomes: string[];
	may_decide: boolean;
	/** What was chosen; empty: nothing yet. */
	outcome: string;
	comment: string;
	at: string | null;
}

/** Where a request waits. */
export interface SimulationToken {
	step: string;
	name: string;
	type: string;
	since: string;
	waits_for: 'people' | 'requester' | 'system';
	/** Null: there is none, or a question stops the clock. */
	deadline: string | null;
	/** any_one, all, majority or count; empty where one person decides. */
	strategy: string;
	/** So many must approve, of so many whose votes count. */
	needed: number;
	voters: number;
	approving: number;
	against: number;
	people: AskedPerson[];
	/** That another system can answer. */
	outcomes: string[];
	question: { who: string; text: string; at: string } | null;
}

/** A step that the request came to. */
export interface StepVisit {
	step: string;
	name: string;
	since: string;
	/** Null: it is still there. */
	until: string | null;
	outcome: string;
	words: string;
}

/** A way that the request took. */
export interface WalkedWay {
	/** The id of a way of the diagram. */
	way: string;
	from: string;
	/** Empty: the workflow ended. */
	to: string;
	at: string;
}

export interface SimulationDecision {
	step: string;
	who: string;
	as: string;
	outcome: string;
	comment: string;
	at: string;
}

export type MessageKind =
	'request' | 'copy' | 'reminder' | 'escalation' | 'notification' | 'outcome' | 'question' | 'answer';

/** Something that would have been sent. */
export interface OutboxMessage {
	to: string;
	name: string;
	channel: string;
	kind: MessageKind;
	subject: string;
	body: string;
	step: string;
	at: string;
}

/** A line of the audit trail, sealed with the one before it. */
export interface TrailEntry {
	at: string;
	/** Empty: nobody, it happened. */
	who: string;
	what: string;
	step: string;
	/** A sentence in English. */
	words: string;
	seal: string;
}

export interface SimulationEnd {
	/** completed, rejected, timed_out, stopped (it cannot go on), or an outcome of the text's own. */
	with: string;
	step: string;
	/** The way that ended it; empty for a step of type end. */
	way: string;
	at: string;
	words: string;
}

/** What a case comes to. What is empty is not looked at. */
export interface ScenarioExpected {
	/** As SimulationEnd.with; waiting for a request that is not at its end. */
	ended_with: string;
	steps: string[];
	approvers: string[];
}

export interface Simulation {
	phase: 'filling' | 'running' | 'ended';
	request: string;
	requester: SimulatedPerson;
	clock: string;
	submitted_at: string | null;
	act_count: number;
	/** None when it does not wait. */
	tokens: SimulationToken[];
	/** In the order in which it came to them. */
	steps: StepVisit[];
	ways: WalkedWay[];
	decisions: SimulationDecision[];
	/** What happens by itself when time passes. */
	upcoming: { at: string; what: 'reminder' | 'deadline'; step: string }[];
	/** Oldest first, and so is the trail. */
	outbox: OutboxMessage[];
	trail: TrailEntry[];
	/** What was filled in. */
	form: FormData;
	/** What was worked out, by field; rows of line items with all their cells. */
	computed: FormData;
	/** Of the form before it is sent, or of what the step asks to be filled in. */
	problems: FormProblem[];
	ended: SimulationEnd | null;
	/** That were taken. */
	acts: SimulationAct[];
	expects: ScenarioExpected;
	/** The act that could not be, by its index, and why; null: all were taken. */
	refused: { act: number; code: string; message: string; hint: string } | null;
}

/** A step of a path, and how it was left. */
export interface PathHop {
	step: string;
	name: string;
	/** Empty: the workflow ends here without a way that is written. */
	way: string;
	outcome: string;
	label: string;
	waits: boolean;
}

/** From low to high, numbers or dates; null where it has no end. */
export interface RangeStretch {
	low: number | string | null;
	high: number | string | null;
	low_open: boolean;
	high_open: boolean;
}

/** What a field may hold on a path. */
export interface FieldRange {
	field: string;
	label: string;
	words: string;
	stretches: RangeStretch[];
	values: string[];
	others: boolean;
	empty: boolean;
	unit: string;
}

export interface PathWait {
	minutes: number;
	business_days: number;
	/** Steps without a timeout, where it may take for ever. */
	open: string[];
	words: string;
}

/** One way through, from the form to the end. */
export interface WorkflowPath {
	number: number;
	hops: PathHop[];
	/** Takes this path, with these acts. */
	form: FormData;
	requester: Record<string, unknown>;
	acts: SimulationAct[];
	ended_with: string;
	ended_at: string;
	/** A run took it; else problem says why not. */
	is_proven: boolean;
	problem: string;
	/** Step by step, in words. */
	approvers: string[];
	/** Vote by vote, in the run. */
	deciders: string[];
	/** Everybody says yes, in time. */
	all_agree: boolean;
	ranges: FieldRange[];
	/** That ranges cannot tell. */
	conditions: string[];
	wait: PathWait;
}

/** A way that cannot be taken behind the steps before it. */
export interface NeverTaken {
	steps: string[];
	way: string;
	step: string;
	label: string;
	/** No form can; else none was found. */
	is_certain: boolean;
	against: string[];
	/** Another path takes it. */
	is_covered: boolean;
	words: string;
}

/** A path, as a row of who approves what. */
export interface ApprovalRow {
	path: number;
	all_agree: boolean;
	/** By field, in words; one that is not there may hold anything. */
	ranges: Record<string, string>;
	conditions: string[];
	approvers: string[];
	decisions: string[];
	ended_with: string;
	ended_at: string;
	wait: string;
	is_proven: boolean;
}

export interface WorkflowPaths {
	paths: WorkflowPath[];
	never: NeverTaken[];
	coverage: {
		steps: number;
		steps_covered: number;
		steps_missing: string[];
		ways: number;
		ways_covered: number;
		ways_missing: string[];
	};
	longest: PathWait | null;
	/** The number of the path with the longest wait; 0 for none. */
	slowest: number;
	/** Null: these are all. */
	stopped: { paths: number; step: string; words: string } | null;
	table: { fields: { field: string; label: string; unit: string }[]; rows: ApprovalRow[] };
	/** The table, for a spreadsheet. */
	csv: string;
}

/** A case that a workflow is tried out with after each change. */
export interface Scenario {
	name: string;
	requester: Record<string, unknown>;
	form: FormData;
	begin?: string;
	acts: SimulationAct[];
	expected: ScenarioExpected;
}

export interface CheckedScenario {
	name: string;
	passed: boolean;
	/** What differs first; empty: nothing. */
	differs: '' | 'act' | 'steps' | 'approvers' | 'ended_with';
	words: string;
	actual: ScenarioExpected;
}

/** The part of the Backend that tries workflows out. All reject with invalid_content when the text is not YAML. */
export interface SimulateBackend {
	/** An act that cannot be is told in the answer, with the state before it. */
	simulate(yaml: string, question: SimulateQuestion): Promise<Simulation>;
	paths(yaml: string): Promise<WorkflowPaths>;
	checkScenarios(yaml: string, scenarios: Scenario[]): Promise<CheckedScenario[]>;
}
