/** How many of the things have each label, most first; labels that differ in case alone are one. */
export function countLabels(
	labelled: readonly { labels?: readonly string[] }[],
): { label: string; count: number }[] {
	const counts = new Map<string, { label: string; count: number }>();
	for (const { labels = [] } of labelled) {
		for (const label of labels) {
			const key = label.toLowerCase();
			const known = counts.get(key);
			if (known) known.count++;
			else counts.set(key, { label, count: 1 });
		}
	}
	return [...counts.values()].toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

/** True when a thing has a label, in whatever case; without a label all do. */
export function hasLabel({ labels = [] }: { labels?: readonly string[] }, label: string): boolean {
	const key = label.toLowerCase();
	return label === '' || labels.some((other) => other.toLowerCase() === key);
}
