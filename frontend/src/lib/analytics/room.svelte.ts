import {
	asBackendError,
	type Backend,
	type BackendError,
	type CompanyAnalytics,
	type Diagram,
	type WorkflowAnalytics,
} from '$lib/backend';

export type Days = 30 | 90 | 365 | 0;
export const PERIODS: readonly Days[] = [30, 90, 365, 0];

/** The figures that the room shows: of the company, or of one workflow. */
export class Figures {
	/** The workflow; 0 is the whole company. */
	of = $state(0);
	days = $state<Days>(90);
	company = $state.raw<CompanyAnalytics | null>(null);
	workflow = $state.raw<WorkflowAnalytics | null>(null);
	/** Of the workflow's latest version; null while it is not there. */
	diagram = $state.raw<Diagram | null>(null);
	problem = $state.raw<BackendError | null>(null);

	/** Counts the questions: an answer to an earlier one is not shown. */
	#asked = 0;

	constructor(
		private readonly backend: Pick<Backend, 'companyAnalytics' | 'workflowAnalytics' | 'version' | 'diagram'>,
	) {}

	/** Shows the figures of another workflow, or of the company. */
	async show(of: number): Promise<void> {
		this.of = of;
		this.workflow = null;
		this.diagram = null;
		await this.read();
	}

	async choose(days: Days): Promise<void> {
		this.days = days;
		await this.read();
	}

	/** Reads the figures. What is shown stays until they are there. */
	async read(): Promise<void> {
		const mine = ++this.#asked;
		const { of, days } = this;
		try {
			if (of === 0) {
				const company = await this.backend.companyAnalytics(days);
				if (mine === this.#asked) [this.company, this.problem] = [company, null];
				return;
			}
			const workflow = await this.backend.workflowAnalytics(of);
			if (mine !== this.#asked) return;
			[this.workflow, this.problem] = [workflow, null];
			await Promise.all([this.#draw(of, mine), this.#countOn(of, mine)]);
		} catch (thrown) {
			if (mine === this.#asked) this.problem = asBackendError(thrown);
		}
	}

	/** What versions changed is found out in portions: asks on as long as each answer brings some. */
	async #countOn(of: number, mine: number): Promise<void> {
		for (let left = this.workflow?.uncounted ?? 0; left > 0;) {
			const workflow = await this.backend.workflowAnalytics(of);
			if (mine !== this.#asked) return;
			this.workflow = workflow;
			if (workflow.uncounted >= left) return;
			left = workflow.uncounted;
		}
	}

	/** The diagram is a help: without it the figures stand on their own. */
	async #draw(of: number, mine: number): Promise<void> {
		try {
			const latest = this.workflow?.versions.filter(({ deleted, beside }) => !deleted && !beside).at(-1);
			if (!latest) return;
			const { yaml_content: yaml } = await this.backend.version(of, latest.version_id);
			const diagram = await this.backend.diagram(yaml);
			if (mine === this.#asked) this.diagram = diagram.is_readable ? diagram : null;
		} catch {
			if (mine === this.#asked) this.diagram = null;
		}
	}
}
