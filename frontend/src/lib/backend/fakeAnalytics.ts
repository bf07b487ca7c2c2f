// The figures of the fake: of its versions. What they changed it does not know. It is not in the product.

import type { AnalyticsBackend, AnalyticsPoint } from './analytics';
import type { FakeState } from './fake';

export function fakeAnalytics(state: FakeState): AnalyticsBackend {
	const storage = (sizes: number[]) => ({
		versions_here: sizes.length,
		versions_elsewhere: 0,
		versions_in_bucket: 0,
		bytes_here: sizes.reduce((sum, size) => sum + size, 0),
		bytes_elsewhere: 0,
		bytes_in_bucket: 0,
	});
	return {
		companyAnalytics: async () => {
			const all = [...state.versions].flatMap(([id, list]) => list.map((v) => ({ ...v, id })));
			all.sort((a, b) => a.last_modified.localeCompare(b.last_modified));
			const now = state.now().toISOString();
			const days = new Map<string, AnalyticsPoint>();
			let bytes = 0;
			for (const v of all) {
				const from = `${v.last_modified.slice(0, 10)}T00:00:00Z`;
				const point = days.get(from) ?? {
					from,
					versions: 0,
					by_author: {},
					workflows: state.versions.size,
					valid: state.versions.size,
					invalid: 0,
					bytes: 0,
				};
				bytes += v.size;
				point.versions++;
				point.by_author[v.author] = (point.by_author[v.author] ?? 0) + 1;
				point.bytes = bytes;
				days.set(from, point);
			}
			const authors = [...new Set(all.map(({ author }) => author))];
			return {
				from: all[0]?.last_modified ?? now,
				to: now,
				by: 'day',
				workflows: state.versions.size,
				versions: all.length,
				points: [...days.values()],
				people: authors.map((author) => {
					const own = all.filter((v) => v.author === author);
					return {
						author,
						versions: own.length,
						workflows: new Set(own.map(({ id }) => id)).size,
						last_at: own.at(-1)?.last_modified ?? now,
					};
				}),
				changed: [...state.versions].map(([id, list]) => ({
					workflow_id: id,
					name: list.at(-1)?.name ?? '',
					versions: list.length,
					by_author: Object.fromEntries(
						authors.map((author) => [author, list.filter((v) => v.author === author).length]),
					),
					all: list.length,
					bytes: list.reduce((sum, v) => sum + v.size, 0),
					size: list.at(-1)?.size ?? 0,
					step_count: null,
					error_count: list.at(-1)?.error_count ?? null,
					last_at: list.at(-1)?.last_modified ?? now,
					last_author: list.at(-1)?.author ?? '',
				})),
				storage: storage(all.map(({ size }) => size)),
				unchecked: 0,
			};
		},
		workflowAnalytics: async (id) => {
			const list = state.versions.get(id) ?? [];
			return {
				workflow_id: id,
				name: list.at(-1)?.name ?? '',
				versions: list.map((v) => ({
					version_id: v.local_id,
					number: v.number,
					at: v.last_modified,
					author: v.author,
					size: v.size,
					deleted: v.deleted,
					beside: v.beside,
					step_count: null,
					error_count: v.error_count,
					warning_count: v.warning_count,
					changes: null,
				})),
				people: [],
				steps: [],
				subjects: [],
				storage: storage(list.map(({ size }) => size)),
				uncounted: 0,
				elsewhere: 0,
			};
		},
	};
}
