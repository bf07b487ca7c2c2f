// What the room shows of a company.

import type { CompanyAnalytics } from '$lib/backend';
import { decimal, exactly, grouped, say, size } from '$lib/words';
import { stretch } from './dates';
import type { Column, Figure } from './figure';
import { seriesOf, sharesOf } from './people';

export interface Tile {
	name: string;
	value: string;
	about: string;
}

/** How many workflows a chart has room for; the table has all. */
const IN_CHART = 10;

export function tilesOf(a: CompanyAnalytics): Tile[] {
	const words = say.analytics;
	const last = a.points.at(-1);
	const known = last ? last.valid + last.invalid : 0;
	return [
		{ name: words.tiles.workflows, value: grouped(a.workflows), about: '' },
		{
			name: words.tiles.versions,
			value: grouped(a.versions),
			about: words.inTime(sum(a.points.map((p) => p.versions))),
		},
		{
			name: words.tiles.people,
			value: grouped(a.people.filter(({ author }) => author).length),
			about: words.whoSaved,
		},
		{
			name: words.tiles.valid,
			value: known > 0 ? `${decimal((100 * (last?.valid ?? 0)) / known, 0)} %` : '–',
			about: words.ofWorkflows(last?.valid ?? 0, known),
		},
		{
			name: words.tiles.storage,
			value: size(a.storage.bytes_here),
			about: a.storage.versions_in_bucket > 0 ? words.inBucket(size(a.storage.bytes_in_bucket)) : '',
		},
	];
}

export function figuresOf(a: CompanyAnalytics, me: string): Figure[] {
	return [versions(a, me), validity(a), workflows(a, me), people(a, me), storage(a)];
}

const day: Column['say'] = (text) => exactly(text).split(',')[0] ?? '';
const sum = (all: number[]) => all.reduce((total, n) => total + n, 0);

function stretches(a: CompanyAnalytics): { column: Column; labels: string[]; days: string[] } {
	const labels = a.points.map(({ from }) => stretch(from, a.by));
	return {
		column: { name: say.analytics.from[a.by], say: (from) => stretch(from, a.by) },
		labels,
		days: a.points.map(({ from }) => from.slice(0, 10)),
	};
}

function versions(a: CompanyAnalytics, me: string): Figure {
	const words = say.analytics;
	const { column, labels, days } = stretches(a);
	const rows = a.points.map(({ by_author }) => by_author);
	const share = sharesOf(rows, me);
	return {
		title: words.versions,
		file: 'versions',
		chart: { kind: 'bars', labels, series: seriesOf(rows, me), stacked: true, write: grouped },
		table: {
			columns: [
				column,
				...share.names.map((name) => ({ name, write: grouped })),
				{ name: words.total, write: grouped },
			],
			rows: a.points.map((p, i) => [days[i] ?? '', ...share.of(p.by_author), p.versions]),
		},
	};
}

function validity(a: CompanyAnalytics): Figure {
	const words = say.analytics;
	const { column, labels, days } = stretches(a);
	const unknown = a.points.map((p) => p.workflows - p.valid - p.invalid);
	const all = [
		{
			name: words.valid,
			values: a.points.map((p) => p.valid),
			colour: { token: 'green', strength: 1 } as const,
		},
		{
			name: words.invalid,
			values: a.points.map((p) => p.invalid),
			colour: { token: 'red', strength: 1 } as const,
		},
		{ name: words.unknown, values: unknown, colour: { token: 'line-3', strength: 0.6 } as const },
	].filter(({ name, values }) => name !== words.unknown || values.some((n) => n > 0));
	return {
		title: words.validity,
		file: 'validity',
		chart: { kind: 'bars', labels, series: all, stacked: true, write: grouped },
		table: {
			columns: [
				column,
				...all.map(({ name }) => ({ name, write: grouped })),
				{ name: words.total, write: grouped },
			],
			rows: a.points.map((p, i) => [days[i] ?? '', ...all.map(({ values }) => values[i] ?? 0), p.workflows]),
		},
	};
}

function workflows(a: CompanyAnalytics, me: string): Figure {
	const words = say.analytics;
	const changed = a.changed.filter(({ versions }) => versions > 0);
	const most = changed.slice(0, IN_CHART);
	const share = sharesOf(
		changed.map(({ by_author }) => by_author),
		me,
	);
	const series = share.names.map((name, i) => ({
		name,
		values: most.map(({ by_author }) => share.of(by_author)[i] ?? 0),
		colour: share.colours[i] ?? ({ token: 'teal', strength: 1 } as const),
	}));
	return {
		title: words.workflows,
		file: 'workflows',
		chart:
			most.length > 0
				? { kind: 'lying', labels: most.map(({ name }) => name), series, stacked: true, write: grouped }
				: null,
		table: {
			columns: [
				{ name: words.columns.workflow },
				{ name: words.columns.versions, write: grouped },
				...share.names.map((name) => ({ name, write: grouped })),
				{ name: words.columns.allVersions, write: grouped },
				{ name: words.columns.steps, write: grouped },
				{ name: words.columns.bytes, write: size },
				{ name: words.columns.errors, write: grouped },
				{ name: words.columns.last, say: day },
				{ name: words.columns.lastBy },
			],
			rows: a.changed.map((w) => [
				w.name,
				w.versions,
				...share.of(w.by_author),
				w.all,
				w.step_count,
				w.size,
				w.error_count,
				w.last_at,
				w.last_author || words.nobodyKnows,
			]),
		},
	};
}

function people(a: CompanyAnalytics, me: string): Figure {
	const words = say.analytics;
	const named = a.people.map((p) => ({ ...p, name: p.author || words.nobodyKnows }));
	const most = named.slice(0, IN_CHART);
	return {
		title: words.people,
		file: 'people',
		chart:
			most.length > 0
				? {
						kind: 'lying',
						labels: most.map(({ name }) => name),
						series: [
							{
								name: words.columns.versions,
								values: most.map(({ versions }) => versions),
								colour: { token: 'teal', strength: 1 },
								colours: most.map(({ author }) => ({
									token: author === me ? 'accent' : 'teal',
									strength: 1,
								})),
							},
							{
								name: words.columns.workflows,
								values: most.map(({ workflows }) => workflows),
								colour: { token: 'text-3', strength: 0.6 },
							},
						],
						write: grouped,
					}
				: null,
		table: {
			columns: [
				{ name: words.columns.person },
				{ name: words.columns.versions, write: grouped },
				{ name: words.columns.workflows, write: grouped },
				{ name: words.columns.last, say: day },
			],
			rows: named.map((p) => [p.name, p.versions, p.workflows, p.last_at]),
		},
	};
}

function storage(a: CompanyAnalytics): Figure {
	const words = say.analytics;
	const { column, labels, days } = stretches(a);
	return {
		title: words.storage,
		file: 'storage',
		chart: {
			kind: 'lines',
			labels,
			filled: true,
			stepped: true,
			series: [
				{
					name: words.storageOf,
					values: a.points.map(({ bytes }) => bytes),
					colour: { token: 'accent', strength: 1 },
				},
			],
			write: size,
		},
		table: {
			columns: [column, { name: words.columns.bytes, write: size }],
			rows: a.points.map(({ bytes }, i) => [days[i] ?? '', bytes]),
		},
	};
}
