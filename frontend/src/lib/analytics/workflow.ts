// What the room shows of one workflow.

import type { VersionFigures, WorkflowAnalytics } from '$lib/backend';
import { exactly, grouped, say, size } from '$lib/words';
import type { Tile } from './company';
import { counted, stretch } from './dates';
import type { Figure } from './figure';
import { seriesOf, sharesOf } from './people';

/** How many steps a chart has room for; the table has all. */
const IN_CHART = 12;

/** Those that were the latest once, with a text: what the workflow was, one after the other. */
const main = (a: WorkflowAnalytics) => a.versions.filter(({ deleted, beside }) => !deleted && !beside);

export function tilesOf(a: WorkflowAnalytics): Tile[] {
	const words = say.analytics;
	const saved = a.versions.filter(({ deleted }) => !deleted);
	const latest = main(a).at(-1);
	const errors = latest?.error_count ?? null;
	return [
		{ name: words.tiles.versions, value: grouped(saved.length), about: '' },
		{ name: words.tiles.people, value: grouped(a.people.filter(({ author }) => author).length), about: '' },
		{ name: words.tiles.size, value: latest ? size(latest.size) : '–', about: words.ofLatest },
		{ name: words.tiles.steps, value: number(latest?.step_count), about: words.ofLatest },
		{
			name: words.tiles.errors,
			value: number(errors),
			about: errors === null ? '' : errors > 0 ? words.withErrors : words.noErrors,
		},
		{
			name: words.tiles.storage,
			value: size(a.storage.bytes_here),
			about: a.storage.versions_in_bucket > 0 ? words.inBucket(size(a.storage.bytes_in_bucket)) : '',
		},
	];
}

const number = (n: number | null | undefined) => (n === null || n === undefined ? '–' : grouped(n));

export function figuresOf(a: WorkflowAnalytics, me: string, now: Date): Figure[] {
	return [growth(a), versions(a, me, now), findings(a), subjects(a)];
}

const called = (v: VersionFigures) => (v.number > 0 ? `v${v.number}` : '?');

function growth(a: WorkflowAnalytics): Figure {
	const words = say.analytics;
	const all = main(a);
	return {
		title: words.growth,
		file: 'growth',
		chart: {
			kind: 'lines',
			labels: all.map(called),
			titles: all.map((v) => `${called(v)}, ${exactly(v.at)}`),
			series: [
				{
					name: words.columns.size,
					values: all.map((v) => v.size),
					colour: { token: 'accent', strength: 1 },
				},
				{
					name: words.columns.steps,
					values: all.map((v) => v.step_count),
					colour: { token: 'text-3', strength: 1 },
					right: true,
					dashed: true,
				},
			],
			write: size,
			writeRight: grouped,
		},
		table: {
			columns: [
				{ name: words.columns.version },
				{ name: words.columns.when, say: exactly },
				{ name: words.columns.author },
				{ name: words.columns.bytes, write: size },
				{ name: words.columns.steps, write: grouped },
				{ name: words.columns.changes, write: grouped },
			],
			rows: a.versions
				.filter(({ deleted }) => !deleted)
				.map((v) => [called(v), v.at, v.author || words.nobodyKnows, v.size, v.step_count, v.changes]),
		},
	};
}

function versions(a: WorkflowAnalytics, me: string, now: Date): Figure {
	const words = say.analytics;
	const { by, points } = counted(
		a.versions.filter(({ deleted }) => !deleted).map(({ at, author }) => ({ at, who: author })),
		now,
	);
	const rows = points.map(({ by_author }) => by_author);
	const share = sharesOf(rows, me);
	return {
		title: words.versions,
		file: 'versions',
		chart: {
			kind: 'bars',
			labels: points.map(({ from }) => stretch(from, by)),
			series: seriesOf(rows, me),
			stacked: true,
			write: grouped,
		},
		table: {
			columns: [
				{ name: words.from[by], say: (from) => stretch(from, by) },
				...share.names.map((name) => ({ name, write: grouped })),
			],
			rows: points.map(({ from, by_author }) => [from.slice(0, 10), ...share.of(by_author)]),
		},
	};
}

function findings(a: WorkflowAnalytics): Figure {
	const words = say.analytics;
	const all = main(a);
	const some = all.some((v) => (v.error_count ?? 0) + (v.warning_count ?? 0) > 0);
	return {
		title: words.findings,
		file: 'findings',
		nothing: all.length > 0 ? words.noFindings : words.none,
		chart: some
			? {
					kind: 'bars',
					labels: all.map(called),
					titles: all.map((v) => `${called(v)}, ${exactly(v.at)}`),
					series: [
						{
							name: words.errors,
							values: all.map((v) => v.error_count),
							colour: { token: 'red', strength: 1 },
						},
						{
							name: words.warnings,
							values: all.map((v) => v.warning_count),
							colour: { token: 'amber', strength: 0.7 },
						},
					],
					stacked: true,
					write: grouped,
				}
			: null,
		table: {
			columns: [
				{ name: words.columns.version },
				{ name: words.columns.when, say: exactly },
				{ name: words.columns.errors, write: grouped },
				{ name: words.columns.warnings, write: grouped },
			],
			rows: all.map((v) => [called(v), v.at, v.error_count, v.warning_count]),
		},
	};
}

function subjects(a: WorkflowAnalytics): Figure {
	const words = say.analytics;
	const named = a.subjects.map(({ subject, changes }) => ({
		name: words.subject[subject] ?? subject,
		changes,
	}));
	return {
		title: words.subjects,
		file: 'subjects',
		nothing: words.noChanges,
		chart:
			named.length > 0
				? {
						kind: 'lying',
						labels: named.map(({ name }) => name),
						series: [
							{
								name: words.columns.changes,
								values: named.map(({ changes }) => changes),
								colour: { token: 'amber', strength: 0.7 },
							},
						],
						write: grouped,
					}
				: null,
		table: {
			columns: [{ name: words.columns.about }, { name: words.columns.changes, write: grouped }],
			rows: named.map(({ name, changes }) => [name, changes]),
		},
	};
}

/** How often steps change, and by whom. */
export function heatOf(a: WorkflowAnalytics, me: string): Figure {
	const words = say.analytics;
	const share = sharesOf(
		a.steps.map(({ by_author }) => by_author),
		me,
	);
	const most = a.steps.slice(0, IN_CHART);
	return {
		title: words.heat,
		file: 'steps',
		chart:
			most.length > 0
				? {
						kind: 'lying',
						labels: most.map(({ name }) => name),
						series: share.names.map((name, i) => ({
							name,
							values: most.map(({ by_author }) => share.of(by_author)[i] ?? 0),
							colour: share.colours[i] ?? { token: 'teal', strength: 1 },
						})),
						stacked: true,
						write: grouped,
					}
				: null,
		table: {
			columns: [
				{ name: words.columns.step },
				{ name: words.columns.id, mono: true },
				{ name: words.columns.changes, write: grouped },
				...share.names.map((name) => ({ name, write: grouped })),
				{ name: words.columns.last, say: exactly },
				{ name: words.columns.lastBy },
				{ name: words.columns.here },
			],
			rows: a.steps.map((s) => [
				s.name,
				s.step,
				s.changes,
				...share.of(s.by_author),
				s.last_at,
				s.last_author || words.nobodyKnows,
				s.here ? words.yes : words.no,
			]),
		},
	};
}

/** How warm each step of the latest version is, by its id. */
export function warmth(
	a: WorkflowAnalytics,
): Record<string, { share: number; times: string; words: string }> {
	return Object.fromEntries(
		a.steps
			.filter(({ here }) => here)
			.map(({ step, heat, changes }) => [
				step,
				{ share: heat, times: say.analytics.heatTimes(changes), words: say.analytics.heatWords(changes) },
			]),
	);
}
