import {
	asBackendError,
	type Backend,
	type BackendError,
	type MendAction,
	type SettingsView,
	type StorageReport,
} from '$lib/backend';
import { formOf, isChanged, storageChanges, type StorageForm } from './changes';

/** The storage settings while they are edited. What was typed stays until it is saved or undone. */
export class StorageSettings {
	view = $state.raw<SettingsView | null>(null);
	form = $state<StorageForm | null>(null);
	problem = $state.raw<BackendError | null>(null);
	saving = $state(false);

	report = $state.raw<StorageReport | null>(null);
	reportProblem = $state.raw<BackendError | null>(null);
	testing = $state(false);

	readonly changes = $derived(this.view && this.form ? storageChanges(this.view, this.form) : {});
	readonly changed: boolean = $derived(isChanged(this.changes));

	constructor(
		private readonly backend: Pick<Backend, 'settings' | 'saveSettings' | 'testStorage' | 'mendStorage'>,
	) {}

	/** Reads what is stored; edits that were not saved stay on top of it. */
	async load(): Promise<void> {
		try {
			const view = await this.backend.settings();
			const keep = this.changed;
			this.view = view;
			if (!keep || !this.form) this.form = formOf(view);
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
	async save(): Promise<boolean> {
		if (this.saving) return false;
		this.saving = true;
		this.problem = null;
		try {
			this.view = await this.backend.saveSettings($state.snapshot(this.changes));
			this.form = formOf(this.view);
			return true;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return false;
		} finally {
			this.saving = false;
		}
	}

	/** Tests what the form says, saved or not. */
	test(): Promise<void> {
		return this.#ask((changes) => this.backend.testStorage(changes));
	}

	mend(action: MendAction): Promise<void> {
		return this.#ask((changes) => this.backend.mendStorage(action, changes));
	}

	async #ask(
		question: (changes: ReturnType<typeof storageChanges>) => Promise<StorageReport>,
	): Promise<void> {
		if (this.testing) return;
		this.testing = true;
		this.reportProblem = null;
		try {
			this.report = await question($state.snapshot(this.changes));
		} catch (thrown) {
			this.reportProblem = asBackendError(thrown);
		} finally {
			this.testing = false;
		}
	}
}

const kept = new WeakMap<Backend, StorageSettings>();

/** The same settings for as long as the window lives, so that leaving the page loses nothing that was typed. */
export function storageSettings(backend: Backend): StorageSettings {
	const found = kept.get(backend) ?? new StorageSettings(backend);
	kept.set(backend, found);
	return found;
}
