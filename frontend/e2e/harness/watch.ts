import type { Page, Response } from 'playwright-core';

/**
 * Watches everything that a page says and asks for. What no page of ours may do is collected as a complaint: a console
 * error (a violation of the Content-Security-Policy is one), an error nobody caught, a request to anybody else.
 */
export class Watch {
	readonly complaints: string[] = [];
	#expected: RegExp[] = [];
	#answers: Promise<string>[] = [];

	constructor(page: Page, isOurs: (url: URL) => boolean) {
		page.on('pageerror', (error) =>
			this.complaints.push(`an error nobody caught: ${error.stack ?? error.message}`),
		);
		page.on('console', (message) => {
			if (message.type() !== 'error') return;
			this.complaints.push(`on the console: ${message.text()} (${message.location().url})`);
		});
		page.on('request', (request) => {
			const url = new URL(request.url());
			if (!/^(https?|wss?):$/.test(url.protocol) || isOurs(url)) return;
			this.complaints.push(`a request to ${url.href}`);
		});
		page.on('response', (response) => this.#answers.push(textOf(response)));
	}

	/** A complaint that the story brings about on purpose. */
	expect(complaint: RegExp): void {
		this.#expected.push(complaint);
	}

	/** What nobody expected. */
	get unexpected(): string[] {
		return this.complaints.filter((complaint) => !this.#expected.some((known) => known.test(complaint)));
	}

	/** Every answer that the page has had, address and text. */
	answers(): Promise<string[]> {
		return Promise.all(this.#answers);
	}
}

async function textOf(response: Response): Promise<string> {
	const headers = JSON.stringify(response.headers());
	// A stream of events ends with the page.
	if (response.headers()['content-type']?.startsWith('text/event-stream'))
		return `${response.url()}\n${headers}`;
	try {
		return `${response.url()}\n${headers}\n${await response.text()}`;
	} catch {
		// An answer without a body, or one whose page has been left.
		return `${response.url()}\n${headers}`;
	}
}
