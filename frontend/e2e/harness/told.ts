/** Tells figures in the form of Go's benchmarks, which bench/report reads; a unit says what it is of, as ms/ours. */
export function tell(name: string, rounds: number, figures: Record<string, number>): void {
	const pairs = Object.entries(figures).map(([unit, value]) => `${value.toPrecision(4)} ${unit}`);
	console.log(`Benchmark${name} ${rounds} ${pairs.join(' ')}`);
}
