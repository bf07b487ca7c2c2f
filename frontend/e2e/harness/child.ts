import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** How long a program may take to say or do what is waited for, in milliseconds. A busy machine takes seconds. */
export const PATIENCE = 30_000;

const STOP_WITHIN = 10_000;

const living = new Set<ChildProcess>();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/** A program that a test started. It is stopped by its own handle, and does not outlive the tests. */
export class Child {
	stdout = '';
	stderr = '';
	/** What the program wrote to its third pipe, for programs that report there. */
	report = '';
	readonly ended: Promise<unknown>;
	#running = true;
	#heard = new Set<() => void>();

	private constructor(
		private readonly name: string,
		private readonly child: ChildProcess,
	) {
		living.add(child);
		this.ended = once(child, 'close').then(() => {
			living.delete(child);
			this.#running = false;
			this.#heard.forEach((hear) => hear());
		});
		const [, out, err, more] = child.stdio;
		out?.on('data', (data: Buffer) => this.#hear('stdout', data));
		err?.on('data', (data: Buffer) => this.#hear('stderr', data));
		more?.on('data', (data: Buffer) => this.#hear('report', data));
	}

	/** Starts a program; rejects when there is none at this path. */
	static async start(command: string, args: string[], options: SpawnOptions): Promise<Child> {
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], ...options });
		const started = new Child(command, child);
		await once(child, 'spawn');
		return started;
	}

	get running(): boolean {
		return this.#running;
	}

	/** What the pattern finds in the output, as soon as it is there. Rejects when the program ends before. */
	async says(pattern: RegExp, where: 'stdout' | 'stderr' | 'report' = 'stdout'): Promise<RegExpExecArray> {
		const late = AbortSignal.timeout(PATIENCE);
		for (;;) {
			const found = pattern.exec(this[where]);
			if (found) return found;
			if (!this.#running) throw new Error(`${this.name} ended before it said ${pattern}.\n${this.#output()}`);
			if (late.aborted) throw new Error(`${this.name} has not said ${pattern}.\n${this.#output()}`);
			await this.#next(late);
		}
	}

	/** Asks the program to end, as Ctrl C does, and waits until it has. */
	async stop(): Promise<void> {
		if (!this.#running) return;
		this.child.kill('SIGTERM');
		const patience = setTimeout(() => this.child.kill('SIGKILL'), STOP_WITHIN);
		await this.ended;
		clearTimeout(patience);
	}

	/** Ends the program between two instructions, as a crash or a power cut does. */
	async kill(): Promise<void> {
		if (!this.#running) return;
		this.child.kill('SIGKILL');
		await this.ended;
	}

	#hear(where: 'stdout' | 'stderr' | 'report', data: Buffer): void {
		this[where] += data.toString();
		this.#heard.forEach((hear) => hear());
	}

	#next(late: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const wake = () => {
				this.#heard.delete(wake);
				late.removeEventListener('abort', wake);
				resolve();
			};
			this.#heard.add(wake);
			late.addEventListener('abort', wake);
		});
	}

	#output(): string {
		return `${this.stdout}${this.stderr}`.slice(-4_000);
	}
}
