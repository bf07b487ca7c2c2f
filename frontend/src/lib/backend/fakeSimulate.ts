// A small way of trying workflows out, for the fake: people who decide and splits by one comparison, on what fakeDiagram.ts reads. It
// is not in the product.

import type { DiagramWay, StepDetail } from './diagram';
import { fakeDiagram } from './fakeDiagram';
import { fakeForm } from './fakeForm';
import type { FormData } from './form';
import { BackendError } from './problem';
import type {
	AskedPerson,
	SimulateBackend,
	SimulateQuestion,
	Simulation,
	SimulationAct,
	SimulationToken,
	WorkflowPaths,
} from './simulate';

const BEGIN = '2026-01-05T09:00:00Z';
const HOUR = 3_600_000;
const HOURS: Record<string, number> = { hours: 1, days: 24, business_days: 24 };

export const fakeSimulate: SimulateBackend = {
	simulate: async (yaml, question) => (await run(yaml, question)).state,
	paths: async (yaml) => paths(yaml),
	checkScenarios: async (yaml, scenarios) =>
		Promise.all(
			scenarios.map(async ({ name, form, requester, acts, expected }) => {
				const { expects, refused } = await fakeSimulate.simulate(yaml, { form, requester, acts });
				const differs = refused ? 'act' : expects.ended_with === expected.ended_with ? '' : 'ended_with';
				const words = refused?.message ?? `It comes to "${expects.ended_with}".`;
				return { name, passed: differs === '', differs, words, actual: expects } as const;
			}),
		),
};

interface Refusal {
	code: string;
	message: string;
	hint: string;
}

async function run(yaml: string, question: SimulateQuestion): Promise<Walk> {
	const diagram = await fakeDiagram.diagram(yaml);
	if (!diagram.is_readable) {
		throw new BackendError({
			code: 'invalid_content',
			message: 'The text is not the YAML of a workflow, so it cannot be tried out.',
			hint: 'Mend the problems of the text first.',
		});
	}
	const steps = await Promise.all(diagram.steps.map(({ id }) => fakeDiagram.step(yaml, id)));
	const walk = new Walk(yaml, steps, question);
	for (const act of question.acts ?? []) {
		const refused = await walk.act(act);
		if (refused) {
			walk.state.refused = { act: walk.state.acts.length, ...refused };
			return walk;
		}
	}
	await walk.look();
	return walk;
}

class Walk {
	readonly state: Simulation;

	constructor(
		private readonly yaml: string,
		private readonly steps: StepDetail[],
		question: SimulateQuestion,
	) {
		const name = String(question.requester?.name ?? 'Requester');
		this.state = {
			phase: 'filling',
			request: question.request ?? 'REQ-1',
			requester: person(name, 'requestor'),
			clock: question.begin ?? BEGIN,
			submitted_at: null,
			act_count: 0,
			tokens: [],
			steps: [],
			ways: [],
			decisions: [],
			upcoming: [],
			outbox: [],
			trail: [],
			form: { ...question.form },
			computed: {},
			problems: [],
			ended: null,
			acts: [],
			expects: { ended_with: 'waiting', steps: [], approvers: [] },
			refused: null,
		};
	}

	async look(): Promise<void> {
		if (this.state.phase !== 'filling') return;
		const asked = { data: this.state.form, step: '', ended: false };
		this.state.problems = (await fakeForm.evaluateForm(this.yaml, asked)).problems;
	}

	async act(act: SimulationAct): Promise<Refusal | null> {
		Object.assign(this.state.form, act.form);
		const refused = act.do === 'submit' ? await this.#submit() : this.#happen(act);
		if (refused) return refused;
		this.state.act_count++;
		this.state.acts.push(act);
		return null;
	}

	async #submit(): Promise<Refusal | null> {
		await this.look();
		const missing = this.state.problems[0];
		if (missing) return { code: 'form_incomplete', message: missing.message, hint: 'Fill the form in.' };
		this.state.phase = 'running';
		this.state.submitted_at = this.state.clock;
		this.#note('submitted', '', `${this.state.requester.name} sent the request.`);
		this.#enter(this.steps[0]?.id ?? '');
		return null;
	}

	#happen(act: SimulationAct): Refusal | null {
		const token = this.state.tokens[0];
		if (act.do === 'advance') {
			this.#advance(act);
			return null;
		}
		if (!token) return { code: 'has_ended', message: 'The workflow has ended.', hint: 'Step back.' };
		if (act.do === 'ask' || act.do === 'answer') {
			const text = act.comment ?? '';
			token.question =
				act.do === 'ask' ? { who: token.people[0]?.name ?? '', text, at: this.state.clock } : null;
			token.waits_for = act.do === 'ask' ? 'requester' : 'people';
			this.#note(act.do === 'ask' ? 'asked' : 'answered', token.step, text);
			return null;
		}
		const who = token.people.find(
			({ name, as, outcome }) => outcome === '' && (!act.approver || [name, as].includes(act.approver)),
		);
		if (!who) return { code: 'not_asked', message: 'Nobody of this name is asked.', hint: 'Name another.' };
		this.#vote(token, who, act.outcome ?? 'approve', act.comment ?? '');
		return null;
	}

	#advance(act: SimulationAct): void {
		const [, count = '1', unit = 'hours'] = /^(\d+)_(\w+)$/.exec(act.for ?? '') ?? [];
		const deadline = this.state.tokens[0]?.deadline;
		const at = Date.parse(this.state.clock) + Number(count) * (HOURS[unit] ?? 1) * HOUR;
		this.state.clock = act.until && deadline ? deadline : stamp(at);
	}

	#vote(token: SimulationToken, who: AskedPerson, outcome: string, comment: string): void {
		Object.assign(who, { outcome, comment, at: this.state.clock, may_decide: false });
		const at = this.state.clock;
		this.state.decisions.push({ step: token.step, who: who.name, as: who.as, outcome, comment, at });
		this.state.expects.approvers.push(who.as);
		this.#note('decided', token.step, `${who.name}: ${outcome}`, who.name);
		token.approving += outcome === 'approve' ? 1 : 0;
		token.against += outcome === 'approve' ? 0 : 1;
		if (token.approving >= token.needed) this.#leave(token.step, 'approve');
		else if (token.against > token.voters - token.needed) this.#leave(token.step, 'reject');
	}

	#enter(id: string): void {
		const step = this.steps.find((s) => s.id === id);
		if (!step || this.state.steps.length > 100) return this.#end('stopped', id, '');
		const { name, type } = step;
		this.state.steps.push({ step: id, name, since: this.state.clock, until: null, outcome: '', words: '' });
		this.state.expects.steps.push(id);
		if (type === 'end') return this.#end('completed', id, '');
		if (type !== 'decision' && type !== 'parallel_approval') {
			const way = step.ways.find(
				({ kind, condition }) => kind !== 'choice' || holds(condition, this.state.form),
			);
			return this.#take(id, way, 'complete');
		}
		this.#ask(step);
	}

	#ask(step: StepDetail): void {
		const people = step.approvers.map(({ who }): AskedPerson => {
			const as = who.replace(/^\$\{(.*)\}$/, '$1');
			return {
				...person(as, as),
				approval_type: '',
				counts: true,
				called_in: false,
				outcomes: ['approve', 'reject'],
				may_decide: true,
				outcome: '',
				comment: '',
				at: null,
			};
		});
		const voters = people.length;
		const needed = { any_one: 1, majority: Math.floor(voters / 2) + 1 }[step.strategy] ?? voters;
		const [, count, unit = ''] = /^(\d+)_(\w+)$/.exec(step.timeout) ?? [];
		const since = this.state.clock;
		const deadline = count ? stamp(Date.parse(since) + Number(count) * (HOURS[unit] ?? 1) * HOUR) : null;
		this.state.upcoming = deadline ? [{ at: deadline, what: 'deadline', step: step.id }] : [];
		this.state.tokens = [
			{
				step: step.id,
				name: step.name,
				type: step.type,
				since,
				waits_for: 'people',
				deadline,
				strategy: voters > 1 ? step.strategy || 'all' : '',
				needed,
				voters,
				approving: 0,
				against: 0,
				people,
				outcomes: [],
				question: null,
			},
		];
		for (const { address, name } of people) {
			const subject = `Please decide on ${this.state.request}: ${step.name}`;
			const at = since;
			this.state.outbox.push({
				to: address, name, channel: 'email', kind: 'request', subject, body: step.description, step: step.id, at,
			}); // prettier-ignore
		}
		this.#note('arrived', step.id, `${step.name} waits for ${people.map(({ name }) => name).join(', ')}.`);
	}

	#leave(id: string, outcome: string): void {
		const ways = this.steps.find((s) => s.id === id)?.ways ?? [];
		this.#take(id, ways.find(({ key }) => key === `on_${outcome}`), outcome); // prettier-ignore
	}

	#take(id: string, way: DiagramWay | undefined, outcome: string): void {
		const at = this.state.clock;
		Object.assign(this.state.steps.at(-1) ?? {}, { until: at, outcome });
		this.state.tokens = [];
		this.state.upcoming = [];
		if (way) this.state.ways.push({ way: way.id, from: id, to: way.to, at });
		if (way?.to) this.#enter(way.to);
		else this.#end(outcome === 'reject' ? 'rejected' : 'completed', id, way?.id ?? '');
	}

	#end(how: string, step: string, way: string): void {
		const words = `The workflow ended at ${step}: ${how}.`;
		this.state.phase = 'ended';
		this.state.ended = { with: how, step, way, at: this.state.clock, words };
		this.state.expects.ended_with = how;
		Object.assign(this.state.steps.at(-1) ?? {}, { until: this.state.clock });
		this.#note('ended', step, words);
	}

	#note(what: string, step: string, words: string, who = ''): void {
		const seal = (this.state.trail.length + 1).toString(16).padStart(64, '0');
		this.state.trail.push({ at: this.state.clock, who, what, step, words, seal });
	}
}

function person(name: string, as: string): { name: string; as: string; address: string } {
	return { name, as, address: `${name.toLowerCase().replace(/\W+/g, '.')}@outbox.test` };
}

function stamp(ms: number): string {
	return new Date(ms).toISOString().replace('.000Z', 'Z');
}

function holds(condition: string, form: FormData): boolean {
	const [, name = '', sign = '', right = ''] = /^(\w+) *(<=|>=|<|>|==|!=) *(.+)$/.exec(condition) ?? [];
	const left = form[name];
	if (left === undefined || left === '') return false;
	const text = /^'(.*)'$/.exec(right)?.[1];
	const [a, b] = text === undefined ? [Number(left), Number(right)] : [String(left), text];
	return { '<=': a <= b, '>=': a >= b, '<': a < b, '>': a > b, '==': a === b, '!=': a !== b }[sign] ?? false;
}

/** One path for each choice of a first split by amounts: all say yes. */
async function paths(yaml: string): Promise<WorkflowPaths> {
	const { steps, ways } = await fakeDiagram.diagram(yaml);
	const { fields } = await fakeForm.form(yaml);
	const filled: FormData = {};
	for (const { name, type, options } of fields) {
		filled[name] = type === 'currency' || type === 'number' ? 1 : (options[0]?.value ?? 'Sample');
	}
	const split = ways.find(({ kind }) => kind === 'choice');
	const [, field = '', , limit = ''] = /^(\w+) *(<=|<) *(\d+)$/.exec(split?.condition ?? '') ?? [];
	const sides = field ? [1, Number(limit) + 1] : [1];
	const answer: WorkflowPaths = {
		paths: [],
		never: [],
		coverage: {
			steps: steps.length, steps_covered: 0, steps_missing: [], ways: ways.length, ways_covered: 0, ways_missing: [],
		},
		longest: null,
		slowest: 0,
		stopped: null,
		table: { fields: field ? [{ field, label: field, unit: '' }] : [], rows: [] },
		csv: '',
	}; // prettier-ignore
	const taken = new Set<string>();
	for (const [i, value] of sides.entries()) {
		const form = field ? { ...filled, [field]: value } : filled;
		const acts: SimulationAct[] = [{ do: 'submit' }];
		let { state } = await run(yaml, { form, acts });
		while (state.tokens.length > 0 && acts.length < 50) {
			acts.push({ do: 'decide' });
			({ state } = await run(yaml, { form, acts }));
		}
		state.ways.forEach(({ way }) => taken.add(way));
		const words = i === 0 ? `up to ${limit}` : `over ${limit}`;
		const wait = { minutes: 0, business_days: 0, open: [], words: 'at once' };
		const ended = { ended_with: state.expects.ended_with, ended_at: state.ended?.step ?? '' };
		const shared = {
			approvers: state.expects.approvers,
			conditions: [],
			all_agree: true,
			is_proven: true,
			...ended,
		};
		const label = (way: string) => ways.find(({ id }) => id === way)?.label ?? '';
		answer.paths.push({
			...shared,
			number: i + 1,
			hops: state.steps.map(({ step, name, outcome }, at) => {
				const way = state.ways[at]?.way ?? '';
				return { step, name, way, outcome, label: label(way), waits: outcome === 'approve' };
			}),
			form,
			requester: {},
			acts,
			problem: '',
			deciders: state.expects.approvers,
			ranges: [],
			wait,
		});
		const decisions = state.decisions.map(({ outcome }) => outcome);
		answer.table.rows.push({
			...shared, path: i + 1, ranges: field ? { [field]: words } : {}, decisions, wait: wait.words,
		}); // prettier-ignore
		answer.longest = wait;
	}
	answer.coverage.ways_missing = ways.map(({ id }) => id).filter((id) => !taken.has(id));
	answer.coverage.ways_covered = taken.size;
	answer.coverage.steps_covered = new Set(
		answer.paths.flatMap(({ hops }) => hops.map(({ step }) => step)),
	).size;
	answer.slowest = 1;
	answer.csv = [
		'path,approvers',
		...answer.table.rows.map(({ path, approvers }) => `${path},${approvers.join(' > ')}`),
	].join('\r\n');
	return answer;
}
