import { chromium, type Browser, type BrowserContextOptions } from 'playwright-core';
import { tools } from './tools';

/** The system's Chromium, with a profile of its own that is gone afterwards. It reaches nothing but this machine. */
export function launch(): Promise<Browser> {
	return chromium.launch({
		executablePath: tools.chromium(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-proxy-server',
			'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
		],
	});
}

export const laptop: BrowserContextOptions = {
	viewport: { width: 1440, height: 900 },
	locale: 'en-GB',
	timezoneId: 'UTC',
	colorScheme: 'light',
	permissions: ['clipboard-read', 'clipboard-write'],
};
