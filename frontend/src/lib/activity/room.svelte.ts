import {
	asBackendError,
	type ActivityEntry,
	type ActivityLogState,
	type ActivityPage,
	type ActivityRequest,
	type Backend,
	type BackendError,
} from '$lib/backend';
import { asked, EVERYTHING, narrows, type Filter } from './asking';

/** Entries of a page where nothing else is asked for, and of the longest there is. */
const PAGE = 50;
const MOST = 500;

/** The log as the room shows it: as far as it was read, narrowed to what was asked for. */
export class ActivityLog {
	filter = $state.raw<Filter>(EVERYTHING);
	/** What was done last first; null until the first page is there. */
	entries = $state.raw<ActivityEntry[] | null>(null);
	/** What there is to narrow the log to, and how many lines it has. */
	authors = $state.raw<string[]>([]);
	actions = $state.raw<string[]>([]);
	lines = $state(0);
	problem = $state.raw<BackendError | null>(null);
	reading = $state(false);
	/** Whether it is as it was written; null while that is being found out. */
	state = $state.raw<ActivityLogState | null>(null);
	stateProblem = $state.raw<BackendError | null>(null);

	#next = $state('');
	/** Counts the questions: an answer to an earlier one is not shown. */
	#asked = 0;

	constructor(
		private readonly backend: Pick<Backend, 'activity' | 'activityLog' | 'exportActivity' | 'mendStorage'>,
		private readonly now: () => Date,
	) {}

	get more(): boolean {
		return this.#next !== '';
	}

	get narrowed(): boolean {
		return narrows(this.filter);
	}

	/** Narrows the log, or widens it again. */
	async narrow(change: Partial<Filter>): Promise<void> {
		this.filter = { ...this.filter, ...change };
		await this.read();
	}

	/** Reads the first page. What is shown stays until it is there. */
	read(): Promise<void> {
		return this.#readFrom({});
	}

	/** Reads as much again as is shown, so that nobody loses their place when something was done meanwhile. */
	follow(): Promise<void> {
		const shown = this.entries?.length ?? 0;
		return this.#readFrom(shown > 0 ? { limit: Math.min(Math.max(shown, PAGE), MOST) } : {});
	}

	/** Reads the next page, unless one is being read. */
	async readMore(): Promise<void> {
		if (this.reading || !this.more) return;
		const take = (page: ActivityPage) => (this.entries = [...(this.entries ?? []), ...page.entries]);
		await this.#read(take, { before: this.#next });
	}

	#readFrom(part: Pick<ActivityRequest, 'limit'>): Promise<void> {
		return this.#read((page) => {
			this.entries = page.entries;
			this.authors = page.authors ?? [];
			this.actions = page.actions ?? [];
			this.lines = page.lines ?? 0;
		}, part);
	}

	async #read(
		take: (page: ActivityPage) => void,
		part: Pick<ActivityRequest, 'before' | 'limit'>,
	): Promise<void> {
		const mine = ++this.#asked;
		this.reading = true;
		try {
			const page = await this.backend.activity({ ...asked(this.filter, this.now()), ...part });
			if (mine !== this.#asked) return;
			take(page);
			this.#next = page.next;
			this.problem = null;
		} catch (thrown) {
			if (mine === this.#asked) this.problem = asBackendError(thrown);
		} finally {
			if (mine === this.#asked) this.reading = false;
		}
	}

	/** Finds out whether the log is as it was written. */
	async check(): Promise<void> {
		this.state = null;
		this.stateProblem = null;
		try {
			this.state = await this.backend.activityLog();
		} catch (thrown) {
			this.stateProblem = asBackendError(thrown);
		}
	}

	/** Puts back what the program knows of the log. Rejects when that fails. */
	async mend(): Promise<void> {
		await this.backend.mendStorage('mend_activity_log', {});
		await Promise.all([this.check(), this.read()]);
	}

	/** All that fits the filter, as a text. */
	exported(format: 'csv' | 'json'): Promise<string> {
		return this.backend.exportActivity(asked(this.filter, this.now()), format);
	}
}
