import {
	asBackendError,
	BackendError,
	type Backend,
	type SettingsInput,
	type SettingsView,
} from '$lib/backend';
import { say } from '$lib/words';
import { isChanged, lockedBy } from './changes';

/** A company number is a whole number from 1 to this. */
const MAX_COMPANY = 2 ** 31 - 1;

/** Author and company while they are edited. */
export class YouSettings {
	view = $state.raw<SettingsView | null>(null);
	author = $state('');
	company = $state('');
	problem = $state.raw<BackendError | null>(null);

	readonly changes: SettingsInput = $derived.by(() => this.#changes());
	readonly changed: boolean = $derived(isChanged(this.changes));

	constructor(private readonly backend: Pick<Backend, 'settings' | 'saveSettings'>) {}

	async load(): Promise<void> {
		try {
			const keep = this.changed;
			this.view = await this.backend.settings();
			if (!keep) this.undo();
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		}
	}

	undo(): void {
		this.author = this.view?.designer_author ?? '';
		this.company = String(this.view?.company_id ?? '');
		this.problem = null;
	}

	async save(): Promise<boolean> {
		const company = this.changes.company_id;
		if (company !== undefined && !(Number.isInteger(company) && company >= 1 && company <= MAX_COMPANY)) {
			this.problem = new BackendError({
				code: 'invalid_settings',
				message: say.settings.notACompany(this.company),
				hint: say.settings.whatACompanyIs(MAX_COMPANY),
			});
			return false;
		}
		try {
			this.view = await this.backend.saveSettings(this.changes);
			this.undo();
			return true;
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return false;
		}
	}

	#changes(): SettingsInput {
		const { view } = this;
		const changes: SettingsInput = {};
		if (!view) return changes;
		const author = this.author.trim();
		if (author !== view.designer_author && !lockedBy(view, 'designer_author'))
			changes.designer_author = author;
		const company = this.company.trim();
		if (company !== String(view.company_id) && !lockedBy(view, 'company_id')) {
			changes.company_id = company === '' ? Number.NaN : Number(company);
		}
		return changes;
	}
}

const kept = new WeakMap<Backend, YouSettings>();

/** The same settings for as long as the window lives, so that leaving the page loses nothing that was typed. */
export function youSettings(backend: Backend): YouSettings {
	const found = kept.get(backend) ?? new YouSettings(backend);
	kept.set(backend, found);
	return found;
}
