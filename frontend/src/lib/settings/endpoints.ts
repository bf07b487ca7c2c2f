/** Endpoints of models that are known; the models are examples. */
export const KNOWN = [
	{ maker: 'openai', endpoint: 'https://api.openai.com/v1', model: 'gpt-5-mini' },
	{ maker: 'ollama', endpoint: 'http://127.0.0.1:11434/v1', model: 'qwen3:8b' },
	{
		maker: 'gemini',
		endpoint: 'https://generativelanguage.googleapis.com/v1beta/openai',
		model: 'gemini-2.5-flash',
	},
	{ maker: 'anthropic', endpoint: 'https://api.anthropic.com/v1', model: 'claude-haiku-4-5' },
] as const;

/** The host of an address, with its scheme; empty when it is none yet. */
export function originOf(endpoint: string): string {
	try {
		return new URL(endpoint.trim()).origin;
	} catch {
		return '';
	}
}

export function hostOf(endpoint: string): string {
	return originOf(endpoint).replace(/^https?:\/\//, '');
}

/** The endpoint is this computer, so that nothing sent there leaves it. */
export function isHere(endpoint: string): boolean {
	return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(originOf(endpoint));
}
