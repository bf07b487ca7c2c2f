import { fakeGenerate } from './fakeGenerate';
import type { SettingsInput, SettingsView } from './backend';
import type { Generated } from './generate';
import type { Job } from './jobs';
import type { ModelsBackend, ModelSettings } from './models';
import type { BackendEvent } from './sync';

interface FakeModel {
	applied(input: SettingsInput): SettingsView;
	jobs: Job[];
	tell(event: BackendEvent): void;
}

export const noModel: ModelSettings = {
	model_endpoint_url: '',
	model_name: '',
	model_api_key_set: false,
	model_key_kept_in: '',
	model_input_price: '',
	model_output_price: '',
	model_timeout: 300,
	model_allow_http: false,
	model_is_local: false,
};

/** A model that answers as the offline generator does, unless its endpoint says that it refuses. */
export function fakeModels({ applied, jobs, tell }: FakeModel): ModelsBackend {
	return {
		generateLater: async (request) => {
			const job: Job = {
				job_id: `G${jobs.length + 1}`,
				kind: 'generate',
				state: 'running',
				done: 0,
				total: 0,
				failed_count: 0,
				current: '',
				started_at: '2026-05-04T12:00:00Z',
				ended_at: null,
				error: null,
				file: null,
			};
			jobs.push(job);
			const made: Generated = {
				...(await fakeGenerate.generate(request)),
				generator: request.model ?? '',
				model: request.model,
				rounds: 1,
				usage: { input_tokens: 4200, output_tokens: 310, cost_usd: 0.0123 },
			};
			tell({
				kind: 'generating',
				generating: {
					job_id: job.job_id,
					stage: 'writing',
					round: 2,
					rounds: 4,
					problems: 3,
					lines: 12,
					tail: made.workflow_yaml,
					wait_seconds: 0,
				},
			});
			Object.assign(job, { state: 'done', result: made });
			return { ...job, state: 'running', result: undefined };
		},
		tryModel: async (input) => {
			const { model_endpoint_url: endpoint, model_name: model, model_is_local: is_local } = applied(input);
			const host = endpoint.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '');
			const ok = !endpoint.includes('refuses');
			return {
				ok,
				model,
				host,
				is_local,
				took_ms: 640,
				usage: { input_tokens: 14, output_tokens: 2, cost_usd: null },
				problem: ok
					? null
					: {
							code: 'model_key_refused',
							message: `${host} refused the key.`,
							hint: 'Enter the key again.',
						},
			};
		},
	};
}
