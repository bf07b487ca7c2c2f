import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Speech } from '$lib/words';
import { BackendError } from './problem';
import { httpBackend } from './http';

const fetched = vi.fn<typeof globalThis.fetch>();
const backend = httpBackend();

beforeEach(() => {
	fetched.mockReset();
	vi.stubGlobal('fetch', fetched);
});

const answer = (status: number, body: unknown) =>
	fetched.mockResolvedValue(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));

async function refusal(asked: Promise<unknown>): Promise<BackendError> {
	const thrown = await asked.then(() => null, (error: unknown) => error); // prettier-ignore
	expect(thrown).toBeInstanceOf(BackendError);
	return thrown as BackendError;
}

describe('requests', () => {
	it('ask for answers in the language that is spoken', async () => {
		const speech = new Speech({ getItem: () => null, setItem: () => {} }, ['en'], { lang: '' });
		const asked = async (language: 'en' | 'id') => {
			await speech.choose(language);
			answer(200, {});
			await backend.settings();
			return new Headers(fetched.mock.lastCall?.[1]?.headers).get('Accept-Language');
		};
		expect(await asked('id')).toBe('id-ID');
		expect(await asked('en')).toBe('en-US');
	});

	it('unwraps lists', async () => {
		answer(200, { templates: [{ id: 'leave_request' }] });
		expect(await backend.templates()).toEqual([{ id: 'leave_request' }]);
		expect(fetched.mock.calls[0]?.[0]).toBe('/services/v1/admin/workflow-templates');
	});

	it('never lets an id be more of the path', async () => {
		answer(200, {});
		await backend.version(7, '../../drafts?x');
		expect(fetched.mock.calls[0]?.[0]).toBe('/services/v1/admin/workflows/7/versions/..%2F..%2Fdrafts%3Fx');
	});

	it('sends JSON and leaves out what is not set', async () => {
		answer(201, { number: 1 });
		await backend.saveVersion({
			workflow_id: undefined,
			yaml_content: 'a: "é\\n"',
			prompt: '🙂',
			version_comment: '',
		});
		const [where, request] = fetched.mock.calls[0] ?? [];
		expect([where, request?.method]).toEqual(['/services/v1/admin/workflows/save-version', 'POST']);
		expect(JSON.parse(request?.body as string)).toEqual({
			yaml_content: 'a: "é\\n"', prompt: '🙂', version_comment: '',
		}); // prettier-ignore
	});

	it('lets a small draft outlive the page, but not one that a browser would refuse', async () => {
		const draft = { yaml_content: 'a', prompt: '', version_comment: '' };
		answer(200, {});
		await backend.saveDraft(draft);
		answer(200, {});
		await backend.saveDraft({ ...draft, yaml_content: 'a'.repeat(70_000) });
		expect(fetched.mock.calls.map(([, request]) => request?.keepalive)).toEqual([true, false]);
	});

	it('asks about a text outside the administration, and unwraps what it is told', async () => {
		answer(200, { found: null });
		expect(await backend.hover('a: 1', 1, 2)).toBeNull();
		answer(200, { edits: [{ line: 1, column: 1, end_line: 1, end_column: 2, text: 'b' }] });
		expect(await backend.rename('a: 1', 1, 1, 'b')).toHaveLength(1);
		answer(200, { items: [] });
		expect(await backend.outline('a: 1')).toEqual([]);
		answer(200, { is_valid: true });
		await backend.validate('a: 1');
		expect(fetched.mock.calls.map(([where]) => where)).toEqual(
			['editor/hover', 'editor/rename', 'editor/outline', 'workflows/validate-detailed'].map(
				(route) => `/services/v1/${route}`,
			),
		);
		expect(JSON.parse(fetched.mock.calls[1]?.[1]?.body as string)).toEqual({
			yaml_content: 'a: 1', line: 1, column: 1, new_name: 'b',
		}); // prettier-ignore
	});

	it('tries a text out where its other questions are asked', async () => {
		answer(200, { phase: 'running' });
		await backend.simulate('a: 1', { form: { amount: 1 }, acts: [{ do: 'submit' }] });
		answer(200, { paths: [] });
		await backend.paths('a: 1');
		answer(200, { scenarios: [{ passed: true }] });
		expect(await backend.checkScenarios('a: 1', [])).toEqual([{ passed: true }]);
		expect(fetched.mock.calls.map(([where]) => where)).toEqual(
			['simulate', 'paths', 'check-scenarios'].map((route) => `/services/v1/editor/${route}`),
		);
		expect(JSON.parse(fetched.mock.calls[0]?.[1]?.body as string)).toEqual({
			yaml_content: 'a: 1',
			form: { amount: 1 },
			acts: [{ do: 'submit' }],
		});
	});

	it('keeps scenarios with their workflow', async () => {
		answer(200, { scenarios: [] });
		expect(await backend.scenarios(7)).toEqual([]);
		const scenario = { name: 'small', requester: {}, form: {}, acts: [], expected: { ended_with: '', steps: [], approvers: [] } }; // prettier-ignore
		answer(201, { id: 'a' });
		await backend.saveScenario(7, { id: 'a', scenario });
		answer(200, {});
		await backend.deleteScenario(7, 'a/b');
		answer(200, { passed: 1, broke: [] });
		expect(await backend.runScenarios(7, 'a: 1')).toEqual({ passed: 1, broke: [] });
		expect(
			fetched.mock.calls.map(([where, request]) => `${request?.method ?? 'GET'} ${String(where)}`),
		).toEqual([
			'GET /services/v1/admin/workflows/7/scenarios',
			'POST /services/v1/admin/workflows/7/scenarios',
			'DELETE /services/v1/admin/workflows/7/scenarios/a%2Fb',
			'POST /services/v1/admin/workflows/7/scenarios/run',
		]);
		expect(JSON.parse(fetched.mock.calls[1]?.[1]?.body as string)).toEqual({ id: 'a', scenario });
	});

	it('names the workflow and the version of what is done to them', async () => {
		answer(200, {});
		const asked = async (call: Promise<unknown>) => {
			await call;
			fetched.mockResolvedValue(new Response('{}'));
			const [where, request] = fetched.mock.lastCall ?? [];
			return [request?.method, String(where).replace('/services/v1/admin/workflows', ''), request?.body];
		};
		expect(await asked(backend.fetchHistory(7))).toEqual(['POST', '/7/history', undefined]);
		expect(await asked(backend.restoreVersion(7, 'v'))).toEqual(['POST', '/7/versions/v/restore', undefined]);
		expect(await asked(backend.setTags(7, 'v', []))).toEqual(['PUT', '/7/versions/v/tags', '{"tags":[]}']);
		expect(await asked(backend.deleteWorkflow(7))).toEqual(['DELETE', '/7', undefined]);
		expect(await asked(backend.undeleteWorkflow(7))).toEqual(['POST', '/7/undelete', undefined]);
		expect(await asked(backend.conflict(7))).toEqual(['GET', '/7/conflict', undefined]);
		expect(await asked(backend.mergePreview(7, []))).toEqual([
			'POST',
			'/7/conflict/preview',
			'{"choices":[]}',
		]);
	});

	it('asks before it takes many deletions in', async () => {
		answer(200, {});
		await backend.sync();
		answer(200, {});
		await backend.sync({ accept_deletions: true });
		expect(fetched.mock.calls.map(([, request]) => request?.body)).toEqual([
			undefined,
			'{"accept_deletions":true}',
		]);
	});

	it('takes an empty answer', async () => {
		fetched.mockResolvedValue(new Response(null, { status: 204 }));
		await expect(backend.deleteDraft('workflow-7')).resolves.toBeUndefined();
	});
});

describe('errors', () => {
	it('are those of the program', async () => {
		answer(409, { error: { code: 'stale_parent', message: 'A newer version exists.', hint: 'Look at it.' } });
		const error = await refusal(backend.versions(1));
		expect([error.code, error.message, error.hint]).toEqual([
			'stale_parent',
			'A newer version exists.',
			'Look at it.',
		]);
	});

	it('say so when the program does not answer', async () => {
		fetched.mockRejectedValue(new TypeError('Failed to fetch'));
		const error = await refusal(backend.workflows());
		expect(error.code).toBe('program_unreachable');
		expect(error.hint).not.toBe('');
	});

	it('say where to go when the page has no token', async () => {
		answer(401, { error: { code: 'unauthorized', message: 'A token is needed.', hint: '' } });
		const error = await refusal(backend.workflows());
		expect(error.code).toBe('unauthorized');
		expect(error.hint).toContain('address that the program printed');
	});

	it('are never raw text of something in between', async () => {
		answer(502, '<html>Bad gateway</html>');
		expect((await refusal(backend.workflows())).code).toBe('not_understood');
		answer(200, '<html>Sign in to the network</html>');
		expect((await refusal(backend.workflows())).code).toBe('not_understood');
	});
});
