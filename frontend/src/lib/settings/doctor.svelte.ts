import {
	asBackendError,
	type Backend,
	type BackendError,
	type CheckStatus,
	type MendAction,
	type StorageReport,
} from '$lib/backend';

const ORDER: Record<CheckStatus, number> = { failed: 0, warning: 1, ok: 2, skipped: 2 };

/** The check-up: what doctor found, and what is being done about it. */
export class Doctor {
	report = $state.raw<StorageReport | null>(null);
	problem = $state.raw<BackendError | null>(null);
	looking = $state(false);
	bundling = $state(false);

	readonly failed: number = $derived(this.#count('failed'));
	readonly warned: number = $derived(this.#count('warning'));
	/** What is wrong first. */
	readonly findings = $derived(
		[...(this.report?.checks ?? [])].sort((a, b) => ORDER[a.status] - ORDER[b.status]),
	);
	/** How many findings the program can mend without losing anything. */
	readonly mendable: number = $derived(
		this.report?.checks.filter(({ status, mend }) => mend && (status === 'failed' || status === 'warning'))
			.length ?? 0,
	);

	constructor(private readonly backend: Pick<Backend, 'doctor' | 'mendStorage' | 'saveSupportBundle'>) {}

	look(): Promise<void> {
		return this.#ask(() => this.backend.doctor(false));
	}

	mendAll(): Promise<void> {
		return this.#ask(() => this.backend.doctor(true));
	}

	/** Mends one finding and looks at everything again. */
	mend(action: MendAction): Promise<void> {
		return this.#ask(async () => {
			await this.backend.mendStorage(action, {});
			return this.backend.doctor(false);
		});
	}

	/** True when the bundle is saved; false when that failed, or the person has changed their mind. */
	async bundle(): Promise<boolean> {
		if (this.bundling) return false;
		this.bundling = true;
		this.problem = null;
		try {
			return await this.backend.saveSupportBundle();
		} catch (thrown) {
			this.problem = asBackendError(thrown);
			return false;
		} finally {
			this.bundling = false;
		}
	}

	async #ask(question: () => Promise<StorageReport>): Promise<void> {
		if (this.looking) return;
		this.looking = true;
		this.problem = null;
		try {
			this.report = await question();
		} catch (thrown) {
			this.problem = asBackendError(thrown);
		} finally {
			this.looking = false;
		}
	}

	#count(status: 'failed' | 'warning'): number {
		return this.report?.checks.filter((check) => check.status === status).length ?? 0;
	}
}

const kept = new WeakMap<Backend, Doctor>();

/** The same check-up for as long as the window lives: what it found stays when the page is left. */
export function doctorOf(backend: Backend): Doctor {
	const found = kept.get(backend) ?? new Doctor(backend);
	kept.set(backend, found);
	return found;
}
