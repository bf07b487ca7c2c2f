import {
	asBackendError,
	type Backend,
	type BackendError,
	type ModelTrial,
	type SettingsInput,
	type SettingsView,
} from '$lib/backend';
import { isChanged, lockedBy, type KeyEdit } from './changes';
import { originOf, type KNOWN } from './endpoints';

export interface ModelForm {
	endpoint: string;
	name: string;
	key: KeyEdit;
	inputPrice: string;
	outputPrice: string;
	timeout: string;
	allowHttp: boolean;
}

function formOf(view: SettingsView): ModelForm {
	return {
		endpoint: view.model_endpoint_url,
		name: view.model_name,
		key: view.model_api_key_set ? { act: 'keep' } : { act: 'replace', value: '' },
		inputPrice: view.model_input_price,
		outputPrice: view.model_output_price,
		timeout: String(view.model_timeout),
		allowHttp: view.model_allow_http,
	};
}

/** The settings of a model while they are edited. What was typed stays until it is saved or undone. */
export class ModelSettings {
	view = $state.raw<SettingsView | null>(null);
	form = $state<ModelForm | null>(null);
	problem = $state.raw<BackendError | null>(null);
	saving = $state(false);

	trial = $state.raw<ModelTrial | null>(null);
	trialProblem = $state.raw<BackendError | null>(null);
	trying = $state(false);

	readonly changes: SettingsInput = $derived.by(() => this.#changes());
	readonly changed: boolean = $derived(isChanged(this.changes));
	/** The stored key is for the host that is entered: it would be used. */
	readonly keyFits: boolean = $derived(
		this.view !== null &&
			this.form !== null &&
			originOf(this.form.endpoint) === originOf(this.view.model_endpoint_url),
	);

	constructor(private readonly backend: Pick<Backend, 'settings' | 'saveSettings' | 'tryModel'>) {}

	/** Reads what is stored; edits that were not saved stay on top of it. */
	async load(): Promise<void> {
		try {
			const keep = this.changed;
			this.view = await this.backend.settings();
			if (!keep || !this.form) this.undo();
			this.problem = null;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	undo(): void {
		if (this.view) this.form = formOf(this.view);
		this.problem = null;
	}

	/** True when the settings are stored and in force. */
	async save(changes: SettingsInput = $state.snapshot(this.changes)): Promise<boolean> {
		if (this.saving) return false;
		this.saving = true;
		this.problem = null;
		try {
			this.view = await this.backend.saveSettings(changes);
			this.undo();
			return true;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return false;
		} finally {
			this.saving = false;
		}
	}

	/** Takes the model away with its key; what the environment decides stays. */
	async forget(): Promise<boolean> {
		const { view } = this;
		if (!view) return false;
		if (view.model_api_key_set && !lockedBy(view, 'model_api_key')) {
			if (!(await this.save({ model_api_key: '' }))) return false;
		}
		this.trial = null;
		return this.save({
			model_endpoint_url: '',
			model_name: '',
			model_input_price: '',
			model_output_price: '',
		});
	}

	/** Asks the model that the form describes, saved or not. */
	async try(): Promise<void> {
		if (this.trying) return;
		this.trying = true;
		this.trialProblem = null;
		try {
			this.trial = await this.backend.tryModel($state.snapshot(this.changes));
		} catch (thrown) {
			this.trial = null;
			this.trialProblem = asBackendError(thrown);
		} finally {
			this.trying = false;
		}
	}

	/** Enters an endpoint that is known, and a model of it unless one is entered for the same. */
	fill(known: (typeof KNOWN)[number]): void {
		const { form } = this;
		if (!form) return;
		if (originOf(form.endpoint) === originOf(known.endpoint) && form.name !== '') {
			form.endpoint = known.endpoint;
			return;
		}
		form.endpoint = known.endpoint;
		form.name = known.model;
		form.inputPrice = '';
		form.outputPrice = '';
	}

	#changes(): SettingsInput {
		const { view, form } = this;
		const changes: SettingsInput = {};
		if (!view || !form) return changes;
		const was = formOf(view);
		const text = (name: string, is: string, before: string) =>
			is.trim() !== before && !lockedBy(view, name) ? is.trim() : undefined;
		const endpoint = text('model_endpoint_url', form.endpoint, was.endpoint);
		const name = text('model_name', form.name, was.name);
		const inputPrice = text('model_input_price', form.inputPrice, was.inputPrice);
		const outputPrice = text('model_output_price', form.outputPrice, was.outputPrice);
		const timeout = text('model_timeout', form.timeout, was.timeout);
		if (endpoint !== undefined) changes.model_endpoint_url = endpoint;
		if (name !== undefined) changes.model_name = name;
		if (inputPrice !== undefined) changes.model_input_price = inputPrice;
		if (outputPrice !== undefined) changes.model_output_price = outputPrice;
		if (timeout !== undefined) changes.model_timeout = timeout;
		if (form.allowHttp !== was.allowHttp && !lockedBy(view, 'model_allow_http')) {
			changes.model_allow_http = form.allowHttp;
		}
		if (lockedBy(view, 'model_api_key')) return changes;
		if (form.key.act === 'remove' && view.model_api_key_set) changes.model_api_key = '';
		// An empty field replaces nothing: removing has a button of its own.
		if (form.key.act === 'replace' && form.key.value.trim() !== '') {
			changes.model_api_key = form.key.value.trim();
		}
		return changes;
	}
}

const kept = new WeakMap<Backend, ModelSettings>();

/** The same settings for as long as the window lives, so that leaving the page loses nothing that was typed. */
export function modelSettings(backend: Backend): ModelSettings {
	const found = kept.get(backend) ?? new ModelSettings(backend);
	kept.set(backend, found);
	return found;
}
