// The activity log of the fake: what its versions tell. It is not in the product.

import type { ActivityBackend, ActivityEntry, ActivityRequest } from './activity';
import type { VersionDetail } from './backend';
import type { FakeState } from './fake';

export function fakeActivity(state: FakeState): ActivityBackend {
	function all(): ActivityEntry[] {
		const versions = [...state.versions].flatMap(([id, list]) => list.map((v) => ({ id, v, list })));
		return versions
			.sort((a, b) => a.v.last_modified.localeCompare(b.v.last_modified))
			.map(({ id, v, list }, i) => ({
				line: i + 1,
				at: v.last_modified,
				logged_at: v.last_modified,
				author: v.author,
				action: actionOf(v),
				workflow_id: id,
				workflow_name: v.name,
				here: true,
				deleted: list.some(({ is_latest, deleted }) => is_latest && deleted),
				version_id: v.local_id,
				number: v.number,
				detail: v.version_comment,
				sha256: String(i).padStart(64, '0'),
			}))
			.reverse();
	}

	const asked = (request: ActivityRequest): ActivityEntry[] =>
		all().filter(
			(e) =>
				(!request.workflow_id || e.workflow_id === request.workflow_id) &&
				(request.author === undefined || e.author === request.author) &&
				(!request.actions?.length || request.actions.includes(e.action)) &&
				(!request.from || e.at >= request.from) &&
				(!request.to || e.at < request.to) &&
				(!request.q ||
					`${e.detail} ${e.author} ${e.workflow_name}`.toLowerCase().includes(request.q.toLowerCase())),
		);

	return {
		activity: async (request) => {
			const found = asked(request);
			const from = request.before ? found.findIndex(({ line }) => line < Number(request.before)) : 0;
			const page = from < 0 ? [] : found.slice(from, from + (request.limit ?? 50));
			const last = page.at(-1);
			return {
				entries: page,
				next: last && last !== found.at(-1) ? String(last.line) : '',
				...(request.before
					? {}
					: {
							authors: [...new Set(all().map(({ author }) => author))],
							actions: [...new Set(all().map(({ action }) => action))],
							lines: all().length,
						}),
			};
		},
		activityLog: async () => ({
			ok: true,
			lines: all().length,
			sha256: all()[0]?.sha256 ?? '',
			check: {
				id: 'activity_log',
				name: 'Activity log is as it was written',
				status: 'ok',
				detail: `${all().length} lines`,
				code: '',
				message: '',
				hint: '',
				mend: '',
			},
			checked_at: state.now().toISOString(),
		}),
		exportActivity: async (request, format) =>
			format === 'json'
				? JSON.stringify({ entries: asked(request) })
				: asked(request)
						.map(({ line, author, action }) => `${line},${author},${action}\r\n`)
						.join(''),
	};
}

function actionOf(v: VersionDetail): string {
	if (v.deleted) return 'workflow.deleted';
	if (v.merged_id) return 'workflow.merged';
	return v.parent_id ? 'workflow.version_saved' : 'workflow.created';
}
