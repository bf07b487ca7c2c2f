import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { Child, PATIENCE } from './child';
import { tools } from './tools';

const run = promisify(execFile);
const WIDTH = 1440;
const HEIGHT = 900;

/** A display in memory, of its own number. There is no window manager on it: windows have no frame and no focus of their own. */
export class Display {
	private constructor(
		private readonly server: Child,
		readonly name: string,
	) {}

	static async start(): Promise<Display> {
		const screen = `${WIDTH}x${HEIGHT}x24`;
		// The server itself looks for a free number and reports it.
		const server = await Child.start(
			tools.xvfb(),
			['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'],
			{ env: { PATH: process.env.PATH } },
		);
		const [, number] = await server.says(/(\d+)\n/, 'report');
		return new Display(server, `:${number}`);
	}

	stop(): Promise<void> {
		return this.server.stop();
	}

	/** Waits until a window of this title is on the screen, and gives it the focus. */
	async focus(title: string): Promise<void> {
		const found = await this.#do('search', '--sync', '--onlyvisible', '--limit', '1', '--name', title);
		await this.#do('windowfocus', '--sync', found.trim());
	}

	async press(...keys: string[]): Promise<void> {
		await this.#do('key', '--clearmodifiers', ...keys);
	}

	/** Presses the mouse's first button; x and y are pixels from the upper left corner. */
	async click(x: number, y: number): Promise<void> {
		await this.#do('mousemove', `${x}`, `${y}`, 'click', '1');
	}

	/** Presses a key, then at once the close button at the upper right corner of the window. */
	async pressAndClose(key: string): Promise<void> {
		await this.#do('key', key, 'mousemove', `${WIDTH - 20}`, '20', 'click', '1');
	}

	async type(text: string): Promise<void> {
		await this.#do('type', '--clearmodifiers', text);
	}

	/** What is on the screen, as a PNG file. */
	async keep(path: string): Promise<void> {
		await run(tools.import(), ['-window', 'root', path], { env: this.#env });
	}

	/** What is on the screen now. */
	async look(): Promise<Picture> {
		const { stdout } = await run(tools.import(), ['-window', 'root', '-depth', '8', 'rgb:-'], {
			env: this.#env,
			encoding: 'buffer',
			maxBuffer: 2 * WIDTH * HEIGHT * 3,
		});
		return new Picture(stdout);
	}

	/** Waits until two looks in a row show the same but for a caret, and gives the last. */
	async still(): Promise<Picture> {
		let last = await this.look();
		await expect
			.poll(
				async () => {
					const before = last;
					last = await this.look();
					return last.changed(before);
				},
				{ timeout: PATIENCE, interval: 100 },
			)
			.toBeLessThan(0.0005);
		return last;
	}

	async #do(...args: string[]): Promise<string> {
		return (await run(tools.xdotool(), args, { env: this.#env, timeout: PATIENCE })).stdout;
	}

	get #env(): NodeJS.ProcessEnv {
		return { PATH: process.env.PATH, DISPLAY: this.name };
	}
}

/** The pixels of a screen. */
export class Picture {
	/** @param rgb three bytes a pixel */
	constructor(private readonly rgb: Buffer) {}

	/** The share of pixels, from 0 to 1, that differ from those of another picture. */
	changed(before: Picture): number {
		return this.#share((at) => this.rgb.compare(before.rgb, at, at + 3, at, at + 3) !== 0);
	}

	/** The share of pixels, from 0 to 1, of exactly this colour, such as "#fcf1da". */
	of(colour: string): number {
		const wanted = Buffer.from(colour.slice(1), 'hex');
		return this.#share((at) => this.rgb.compare(wanted, 0, 3, at, at + 3) === 0);
	}

	#share(counts: (at: number) => boolean): number {
		let counted = 0;
		for (let at = 0; at < this.rgb.length; at += 3) if (counts(at)) counted++;
		return (counted * 3) / this.rgb.length;
	}
}
