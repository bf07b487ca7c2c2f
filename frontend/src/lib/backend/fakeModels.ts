import type { SettingsInput, SettingsView } from './backend';
import type { ModelsBackend, ModelSettings } from './models';

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

/** A model that answers, unless its endpoint says that it refuses. */
export function fakeModels(applied: (input: SettingsInput) => SettingsView): ModelsBackend {
	return {
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
