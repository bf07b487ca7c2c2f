// Workflows made of a description, and changes taken one by one. Names are those of backend/designer/generateanswers.go.

import type { Analysis, Diagnostic } from './language';
import type { ModelUsage } from './models';
import type { Problem } from './problem';

export interface GenerateRequest {
	/** In plain words; with a current text, what to change in it. */
	description: string;
	current_yaml?: string;
	/** Its name at the endpoint of the settings; left out, it is made offline. */
	model?: string;
	/** The id of a step of the current text, which “this step” means to a model. */
	selected_step?: string;
}

/** A phrase of the description; places count UTF-16 units, as strings here do. Text is empty for what no phrase asks for. */
interface Phrase {
	text: string;
	from: number;
	to: number;
}

export interface Understood extends Phrase {
	meaning: string;
	/** Ids. */
	steps: string[];
	/** Names. */
	fields: string[];
}

export interface Unclear extends Phrase {
	question: string;
	answers: string[];
}

export interface Generated {
	/** What is proposed has no errors, and the change that was asked for is made. */
	success: boolean;
	workflow_yaml: string;
	/** What makes it, as a version that comes of it says. */
	generator: string;
	explanation: string;
	validation_errors: Diagnostic[];
	warnings: Diagnostic[];
	understood: Understood[];
	unclear: Unclear[];
	/** Why it is not what was asked for: it was made offline instead, or what a model wrote is still wrong. */
	problem?: Problem | null;
	/** Of a model. */
	model?: string;
	rounds?: number;
	usage?: ModelUsage;
	/** Its whole answer, when there is a problem with it. */
	model_answer?: string;
}

export interface ChooseRequest {
	before: string;
	after: string;
	/** Places in the list of changes that compare answers; left out, all. */
	chosen?: number[];
}

/** Lines count from 1; where there are none, it is the line that they would stand in front of. */
export interface ChangedLines {
	before_line: number;
	after_line: number;
	before: string;
	after: string;
}

export interface ChosenChange {
	/** The other changes without which it cannot be. */
	needs: number[];
	lines: ChangedLines[];
}

export interface Chosen {
	yaml_content: string;
	chosen: number[];
	report: Analysis;
	/** Of every change; empty unless all were asked for. */
	changes: ChosenChange[];
}

/** The part of the Backend that proposes. None of it stores anything. */
export interface GenerateBackend {
	generate(request: GenerateRequest): Promise<Generated>;
	/** The text before with some of the changes that lead to the text after. */
	applyChanges(request: ChooseRequest): Promise<Chosen>;
}
