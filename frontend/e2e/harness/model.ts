import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Question {
	model: string;
	messages: { role: string; content: string }[];
	authorization: string;
}

/** Answers one question: a text as a stream, in pieces, once it may go on; or an error. */
export type Turn =
	{ says: string; after?: Promise<void>; half?: Promise<void> } | { refuses: number; message: string };

/** An endpoint of a model on this computer with a script, as OpenAI's chat completions are written. */
export class Model {
	url = '';
	readonly questions: Question[] = [];
	#server: Server;

	readonly #script: Turn[] = [];

	constructor() {
		this.#server = createServer((request, response) => void this.#answer(request, response));
	}

	async start(): Promise<void> {
		await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
		this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
	}

	/** The turns that come next. */
	plan(...turns: Turn[]): void {
		this.#script.push(...turns);
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((ended) => this.#server.close(ended));
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		let body = '';
		for await (const piece of request) body += String(piece);
		const asked = JSON.parse(body) as Omit<Question, 'authorization'>;
		this.questions.push({ ...asked, authorization: request.headers.authorization ?? '' });
		const turn = this.#script.shift() ?? { refuses: 418, message: 'No question was expected.' };
		if ('refuses' in turn) {
			response.writeHead(turn.refuses, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify({ error: { message: turn.message, type: 'x' } }));
			return;
		}
		await turn.after;
		response.writeHead(200, { 'Content-Type': 'text/event-stream' });
		const pieces = turn.says.match(/[^]{1,40}/g) ?? [];
		const middle = Math.ceil(pieces.length / 2);
		for (const [i, content] of pieces.entries()) {
			if (i === middle) await turn.half;
			if (response.destroyed) return;
			this.#chunk(response, [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }]);
		}
		this.#chunk(response, [{ index: 0, delta: {}, finish_reason: 'stop' }]);
		const usage = {
			prompt_tokens: 4200,
			completion_tokens: pieces.length,
			total_tokens: 4200 + pieces.length,
		};
		this.#chunk(response, [], { usage });
		response.end('data: [DONE]\n\n');
	}

	#chunk(response: ServerResponse, choices: unknown[], more: object = {}): void {
		const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices, ...more };
		response.write(`data: ${JSON.stringify(chunk)}\n\n`);
	}
}
