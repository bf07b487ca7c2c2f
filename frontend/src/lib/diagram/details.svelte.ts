import {
	asBackendError,
	type Backend,
	type BackendError,
	type OutlineItem,
	type StepDetail,
} from '$lib/backend';

/** All about the selected step, asked for again when the text or the step is another. */
export class Details {
	/** Of the step asked for last; what is known of it stays until there is newer. */
	detail = $state.raw<StepDetail | null>(null);
	/** The fields that conditions can speak of; known for a split. */
	fields = $state.raw<readonly string[]>([]);
	problem = $state.raw<BackendError | null>(null);
	#asked = 0;

	constructor(private readonly backend: Pick<Backend, 'step' | 'outline'>) {}

	async read(text: string | null, step: string | null): Promise<void> {
		const asked = ++this.#asked;
		if (this.detail?.id !== step) this.detail = null;
		this.problem = null;
		if (text === null || step === null) return;
		try {
			const detail = await this.backend.step(text, step);
			const splits = detail.type === 'conditional_split';
			const fields = splits ? fieldsIn(await this.backend.outline(text)) : this.fields;
			if (asked !== this.#asked) return;
			this.fields = fields;
			this.detail = detail;
		} catch (thrown) {
			const problem = asBackendError(thrown);
			if (asked !== this.#asked) return;
			// It has just been removed or renamed: the diagram of that text comes with the next reading.
			if (problem.code === 'step_not_found') this.detail = null;
			else this.problem = problem;
		}
	}
}

function fieldsIn(items: readonly OutlineItem[]): string[] {
	return items.flatMap(({ kind, name, children }) => [
		...(kind === 'field' ? [name] : []),
		...fieldsIn(children),
	]);
}
