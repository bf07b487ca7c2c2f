import type { Backend, SettingsView } from '$lib/backend';

/** What makes the workflows: the offline generator, or the model of the settings. */
export class Generator {
	/** The name of the model that is chosen; empty for the offline generator. */
	chosen = $state('');
	/** The model that there is; null for none. */
	model = $state.raw<{ name: string; host: string; local: boolean } | null>(null);

	constructor(private readonly backend: Pick<Backend, 'settings'>) {}

	/** Reads which model there is; one that is gone is chosen no longer. */
	async refresh(): Promise<void> {
		try {
			this.take(await this.backend.settings());
		} catch {
			// The offline generator needs no settings; what is wrong with them is said where they are shown.
		}
	}

	take(view: SettingsView): void {
		const { model_endpoint_url: endpoint, model_name: name, model_is_local: local } = view;
		const host = /^https?:\/\/([^/]*)/.exec(endpoint)?.[1] ?? '';
		this.model = host !== '' && name !== '' ? { name, host, local } : null;
		if (this.model?.name !== this.chosen) this.chosen = '';
	}
}
