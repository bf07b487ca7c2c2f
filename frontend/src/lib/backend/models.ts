// Models that make workflows. Names are those of backend/designer/modelsanswers.go.

import type { SettingsInput } from './backend';
import type { GenerateRequest } from './generate';
import type { Job } from './jobs';
import type { Problem } from './problem';

/** The part of the settings that is about a model; never its key. */
export interface ModelSettings {
	/** Empty: there is no model. */
	model_endpoint_url: string;
	model_name: string;
	model_api_key_set: boolean;
	model_key_kept_in: '' | 'keyring' | 'file' | 'environment' | 'env_file';
	/** US dollars for a million tokens; empty when not told. */
	model_input_price: string;
	model_output_price: string;
	/** Seconds, of one proposal. */
	model_timeout: number;
	/** Also without TLS where it is not this computer. */
	model_allow_http: boolean;
	/** It is on this computer: nothing leaves it. */
	model_is_local: boolean;
}

export interface ModelInput {
	model_endpoint_url?: string;
	model_name?: string;
	/** Empty removes it. */
	model_api_key?: string;
	model_input_price?: string;
	model_output_price?: string;
	/** Seconds; empty for the default. */
	model_timeout?: string;
	model_allow_http?: boolean;
}

export interface ModelUsage {
	input_tokens: number;
	output_tokens: number;
	/** Null when the price, or what it took, is not known. */
	cost_usd: number | null;
}

export interface ModelTrial {
	ok: boolean;
	model: string;
	host: string;
	is_local: boolean;
	took_ms: number;
	usage: ModelUsage | null;
	problem: Problem | null;
}

/** How far a model is. */
export interface Generating {
	job_id: string;
	stage: 'asking' | 'writing' | 'waiting';
	/** From 1; above 1 it mends. */
	round: number;
	rounds: number;
	/** That it mends. */
	problems: number;
	/** That it has written. */
	lines: number;
	/** The last of them. */
	tail: string;
	wait_seconds: number;
}

/** The part of the Backend that is about models. */
export interface ModelsBackend {
	/** Asks the model that the input describes, on top of what is stored, for next to nothing; stores nothing. */
	tryModel(input: SettingsInput): Promise<ModelTrial>;
	/** Begins to have a model make a workflow; its events tell how far it is, and the job's result is a Generated. */
	generateLater(request: GenerateRequest): Promise<Job>;
}
