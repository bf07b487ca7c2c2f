// What is used of Chart.js, and how a chart of ours is told to it.

import {
	BarController,
	BarElement,
	CategoryScale,
	Chart as ChartJs,
	Filler,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	Tooltip,
	type ChartConfiguration,
	type ChartArea,
} from 'chart.js';
import type { Chart, Colour } from './figure';

ChartJs.register(
	BarController,
	BarElement,
	CategoryScale,
	Filler,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	Tooltip,
);

export { ChartJs };

/** How colours of the tokens look now: they follow the theme. */
export interface Paint {
	of: (colour: Colour, alpha?: number) => string;
	token: (name: string) => string;
	font: string;
	/** Milliseconds; 0 where the person wants no motion. */
	motion: number;
}

export function paintOf(element: HTMLElement): Paint {
	const style = getComputedStyle(element);
	const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
	return {
		token,
		of: ({ token: name, strength }, alpha = 1) => mix(token(name), token('surface'), strength, alpha),
		font: token('font'),
		motion: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
	};
}

/** A share of one colour over another: tokens are written as #rrggbb, or #rgb where the build shortens them. */
export function mix(front: string, behind: string, share: number, alpha = 1): string {
	const a = channels(front);
	const b = channels(behind);
	const mixed = a.map((n, i) => Math.round(n * share + (b[i] ?? 0) * (1 - share)));
	return `rgb(${mixed.join(' ')} / ${alpha})`;
}

function channels(hex: string): number[] {
	const digits = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
	return [1, 3, 5].map((at) => parseInt(digits.slice(at, at + 2), 16) || 0);
}

export function configOf(
	chart: Chart,
	paint: Paint,
): ChartConfiguration<'bar' | 'line', (number | null)[], string> {
	const { kind, stacked = false } = chart;
	const type = kind === 'lines' ? 'line' : 'bar';
	const lying = kind === 'lying';
	const right = chart.series.some((series) => series.right);
	const ticks = { color: paint.token('text-3'), font: { family: paint.font, size: 11 } };
	const grid = { color: paint.token('line-1'), tickLength: 4 };
	const numbers = {
		beginAtZero: true,
		stacked,
		border: { display: false },
		grid,
		ticks: {
			...ticks,
			precision: 0,
			maxTicksLimit: 6,
			callback: (n: string | number) => chart.write(Number(n)),
		},
	};
	const names = {
		stacked,
		border: { color: paint.token('line-2') },
		grid: { display: false },
		ticks: {
			...ticks,
			autoSkip: !lying,
			maxRotation: 0,
			autoSkipPadding: 12,
			callback: shortLabel(chart, lying),
		},
	};
	return {
		type,
		data: {
			labels: chart.labels,
			datasets: chart.series.map((series) => ({
				label: series.name,
				data: series.values,
				yAxisID: !lying && series.right ? 'right' : 'y',
				backgroundColor:
					type === 'line'
						? areaOf(series.colour, paint)
						: (series.colours?.map((colour) => paint.of(colour)) ?? paint.of(series.colour)),
				borderColor: paint.of(series.colour),
				borderWidth: type === 'bar' ? 0 : 1.5,
				borderDash: series.dashed ? [4, 3] : [],
				fill: chart.filled ?? false,
				// Many points would be a thick line.
				pointRadius: chart.labels.length > 40 ? 0 : 2.5,
				pointHoverRadius: 4,
				pointBackgroundColor: paint.of(series.colour),
				tension: 0,
				spanGaps: false,
				stepped: chart.stepped ? 'after' : false,
				borderRadius: 2,
				maxBarThickness: lying ? 18 : 36,
				categoryPercentage: 0.8,
				barPercentage: 0.9,
			})),
		},
		options: {
			indexAxis: lying ? 'y' : 'x',
			responsive: true,
			maintainAspectRatio: false,
			animation: paint.motion > 0 ? { duration: paint.motion } : false,
			interaction: { mode: 'index', axis: lying ? 'y' : 'x', intersect: false },
			scales: {
				x: lying ? numbers : names,
				y: lying ? names : numbers,
				...(right
					? {
							right: {
								position: 'right' as const,
								beginAtZero: true,
								border: { display: false },
								grid: { display: false },
								ticks: {
									...ticks,
									precision: 0,
									maxTicksLimit: 6,
									callback: (n: string | number) => (chart.writeRight ?? chart.write)(Number(n)),
								},
							},
						}
					: {}),
			},
			plugins: {
				tooltip: {
					backgroundColor: paint.token('raised'),
					borderColor: paint.token('line-2'),
					borderWidth: 1,
					titleColor: paint.token('text-1'),
					bodyColor: paint.token('text-2'),
					titleFont: { family: paint.font, size: 12, weight: 600 },
					bodyFont: { family: paint.font, size: 12 },
					padding: 8,
					cornerRadius: 6,
					boxWidth: 8,
					boxHeight: 8,
					boxPadding: 4,
					filter: ({ raw }) => raw !== null && !(stacked && raw === 0),
					callbacks: {
						title: ([item]) => chart.titles?.[item?.dataIndex ?? 0] ?? item?.label ?? '',
						label: ({ dataset, raw, datasetIndex }) => {
							const write = chart.series[datasetIndex]?.right
								? (chart.writeRight ?? chart.write)
								: chart.write;
							return `${dataset.label ?? ''}: ${write(Number(raw))}`;
						},
					},
				},
			},
		},
	};
}

/** A long name at the left would leave no room for its bar; the tooltip and the table have all of it. */
const LONGEST = 26;

function shortLabel(chart: Chart, lying: boolean) {
	return (_: string | number, i: number): string => {
		const label = chart.labels[i] ?? '';
		return lying && label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
	};
}

interface Area {
	chart: { chartArea?: ChartArea; ctx: CanvasRenderingContext2D };
}

function areaOf(colour: Colour, paint: Paint) {
	return ({ chart: { chartArea: area, ctx } }: Area) => {
		if (!area) return paint.of(colour, 0.1);
		const gradient = ctx.createLinearGradient(0, area.top, 0, area.bottom);
		gradient.addColorStop(0, paint.of(colour, 0.18));
		gradient.addColorStop(1, paint.of(colour, 0.02));
		return gradient;
	};
}
