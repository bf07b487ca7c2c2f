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

	/** Whether a window of this title is on the screen. */
	async shows(title: string): Promise<boolean> {
		const found = this.#do('search', '--onlyvisible', '--name', title);
		// xdotool ends with 1 when there is none.
		return found.then(
			() => true,
			(failed: { code?: unknown }) => {
				if (failed.code === 1) return false;
				throw failed;
			},
		);
	}

	async press(...keys: string[]): Promise<void> {
		await this.#do('key', '--clearmodifiers', ...keys);
	}

	/** Presses the mouse's first button; x and y are pixels from the upper left corner. */
	async click(x: number, y: number): Promise<void> {
		await this.#do('mousemove', `${x}`, `${y}`, 'click', '1');
	}

	/** Presses the mouse's first button in the middle of a box. */
	clickIn({ x, y, width, height }: Box): Promise<void> {
		return this.click(Math.round(x + width / 2), Math.round(y + height / 2));
	}

	/** Drags what is at one point to another, as slowly as a hand: each side answers a move before the next. */
	async drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
		const at = (part: number) =>
			[from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)].map((n) => `${Math.round(n)}`);
		await this.#do('mousemove', ...at(0), 'mousedown', '1');
		for (let step = 1; step <= 10; step++) await this.#do('mousemove', ...at(step / 10), 'sleep', '0.05');
		await this.still();
		await this.#do('mouseup', '1');
	}

	/** Presses a key, then at once the close button at the upper right corner of the window. */
	async pressAndClose(key: string): Promise<void> {
		await this.#do('key', key, 'mousemove', `${WIDTH - 20}`, '20', 'click', '1');
	}

	async type(text: string): Promise<void> {
		await this.#do('type', '--clearmodifiers', text);
	}

	/** What is on the screen, as a small PNG file: of 256 colours, which is more than the interface has but for shadows. */
	async keep(path: string): Promise<void> {
		await run(tools.import(), ['-window', 'root', '+dither', '-colors', '256', '-strip', `png8:${path}`], {
			env: this.#env,
		});
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

/** In pixels, from the upper left corner of the screen. */
export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The pixels of a screen. */
export class Picture {
	/** @param rgb three bytes a pixel */
	constructor(private readonly rgb: Buffer) {}

	/** The share of pixels, from 0 to 1, that differ from those of another picture. */
	changed(before: Picture): number {
		return this.#share((at) => this.rgb.readUIntBE(at, 3) !== before.rgb.readUIntBE(at, 3));
	}

	/** The share of pixels, from 0 to 1, of exactly this colour, such as "#fcf1da". */
	of(colour: string): number {
		const wanted = parseInt(colour.slice(1), 16);
		return this.#share((at) => this.rgb.readUIntBE(at, 3) === wanted);
	}

	/**
	 * The box around what is of exactly this colour and at least 24 pixels wide, but for what was so in another picture as well;
	 * null when there is nothing.
	 */
	place(colour: string, before?: Picture): Box | null {
		const wanted = parseInt(colour.slice(1), 16);
		const is = (rgb: Buffer, at: number) => rgb.readUIntBE(at, 3) === wanted;
		let [left, top, right, bottom] = [WIDTH, HEIGHT, 0, 0];
		for (let y = 0; y < HEIGHT; y++) {
			let run = 0;
			for (let x = 0; x < WIDTH; x++) {
				const at = (y * WIDTH + x) * 3;
				run = is(this.rgb, at) && !(before && is(before.rgb, at)) ? run + 1 : 0;
				if (run < 24) continue;
				[left, top] = [Math.min(left, x - run + 1), Math.min(top, y)];
				[right, bottom] = [Math.max(right, x + 1), y + 1];
			}
		}
		return right === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top };
	}

	/** How far down anything is drawn in a box, on the ground that its lower left corner has. */
	lowest({ x, y, width, height }: Box): number {
		const at = (column: number, row: number) => (row * WIDTH + column) * 3;
		const ground = at(x, y + height - 1);
		for (let row = y + height - 1; row >= y; row--) {
			for (let column = x; column < x + width; column++) {
				const pixel = at(column, row);
				if (this.rgb.readUIntBE(pixel, 3) !== this.rgb.readUIntBE(ground, 3)) return row;
			}
		}
		return y;
	}

	#share(counts: (at: number) => boolean): number {
		let counted = 0;
		for (let at = 0; at < this.rgb.length; at += 3) if (counts(at)) counted++;
		return (counted * 3) / this.rgb.length;
	}
}
