import type { CompanyAnalytics, WorkflowAnalytics } from '../../src/lib/backend/analytics';
import type { KeptScenario, SaveScenarioRequest } from '../../src/lib/backend/scenarios';
import { Child } from './child';
import type { Home } from './home';
import { tools } from './tools';

/** A version as the program's API and its commands tell of it. */
export interface Version {
	workflow_id: number;
	version_id: string;
	local_id: string;
	number: number;
	size: number;
	is_latest: boolean;
	version_comment: string;
	author: string;
	sync_state: string;
	yaml_error: string;
	sync_error?: { code: string; message: string };
}

export interface Workflow {
	workflow_id: number;
	name: string;
	s3_file_path: string;
	version_count: number;
	pending_count: number;
	sync_state: string;
}

export interface Template {
	id: string;
	name: string;
	category: string;
	yaml: string;
	prompt: string;
}

/** The real windowless program, serving its page and its API from the folders of one home. */
export class Program {
	/** Where the page is, with the token of this run. */
	url = '';
	#child: Child | null = null;
	#earlierLogs: string[] = [];
	#origins = new Set<string>();

	constructor(readonly home: Home) {}

	get origin(): string {
		return new URL(this.url).origin;
	}

	/** Whether an address is the program's own, now or in an earlier run: a page that is still open asks that one. */
	owns(url: URL): boolean {
		return this.#origins.has(url.origin);
	}

	get token(): string {
		return new URL(this.url).searchParams.get('token') ?? '';
	}

	/** What all runs have written to their log, DEBUG being on. */
	get log(): string {
		return [...this.#earlierLogs, this.#child?.stderr ?? ''].join('\n');
	}

	/** Starts the program; at a place of its own unless it is told where. */
	async start(at = '127.0.0.1:0'): Promise<void> {
		this.#child = await Child.start(tools.program(), ['serve', '--addr', at], {
			cwd: this.home.root,
			env: this.home.env,
		});
		this.url = (await this.#child.says(/Workflow Designer is at (http:\S+)/))[1] ?? '';
		this.#origins.add(this.origin);
	}

	async stop(): Promise<void> {
		await this.#child?.stop();
		this.#keepLog();
	}

	/** Ends the program and starts it again where it was, as a person does who has it at its usual place. */
	async restart(): Promise<void> {
		const { host } = new URL(this.url);
		await this.stop();
		await this.start(host);
	}

	async kill(): Promise<void> {
		await this.#child?.kill();
		this.#keepLog();
	}

	templates = () => this.#get<{ templates: Template[] }>('/workflow-templates').then((a) => a.templates);
	template = (id: string) => this.#get<Template>(`/workflow-templates/${id}`);
	workflows = () => this.#get<{ workflows: Workflow[] }>('/workflows').then((a) => a.workflows);
	versions = (id: number) =>
		this.#get<{ versions: Version[] }>(`/workflows/${id}/versions`).then((a) => a.versions);
	version = (id: number, version: string) =>
		this.#get<Version & { yaml_content: string; prompt: string }>(`/workflows/${id}/versions/${version}`);
	scenarios = (id: number) =>
		this.#get<{ scenarios: KeptScenario[] }>(`/workflows/${id}/scenarios`).then((a) => a.scenarios);
	saveScenario = (id: number, request: SaveScenarioRequest) =>
		this.#ask<KeptScenario>('POST', `/workflows/${id}/scenarios`, request);
	/** Of all time. */
	companyAnalytics = () => this.#get<CompanyAnalytics>('/analytics');
	workflowAnalytics = (id: number) => this.#get<WorkflowAnalytics>(`/workflows/${id}/analytics`);
	syncStatus = () => this.#get<{ state: string; following: boolean; conflict_count: number }>('/sync');
	save = (request: Record<string, unknown>) => this.#ask<Version>('POST', '/workflows/save-version', request);

	/** Runs one command of the program on the same folders, and gives what it printed, decoded. */
	async command<A>(...args: string[]): Promise<A> {
		return JSON.parse(await this.commandText('--json', ...args)) as A;
	}

	/** Runs one command of the program on the same folders, and gives what it printed. */
	async commandText(...args: string[]): Promise<string> {
		const child = await Child.start(tools.program(), args, { cwd: this.home.root, env: this.home.env });
		await child.ended;
		return child.stdout;
	}

	#get<A>(path: string): Promise<A> {
		return this.#ask<A>('GET', path);
	}

	async #ask<A>(method: string, path: string, body?: unknown): Promise<A> {
		const answer = await fetch(`${this.origin}/services/v1/admin${path}`, {
			method,
			headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return (await answer.json()) as A;
	}

	#keepLog(): void {
		if (this.#child) this.#earlierLogs.push(this.#child.stderr);
		this.#child = null;
	}
}
