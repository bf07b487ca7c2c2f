/** Lets the keyboard scroll what is longer or wider than its place: it can be reached by Tab, but only while there is more to see. */
export function scrollable(node: HTMLElement): () => void {
	function measure(): void {
		const more = node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
		if (more) node.tabIndex = 0;
		else node.removeAttribute('tabindex');
	}
	const observer = new ResizeObserver(measure);
	function observe(): void {
		observer.disconnect();
		observer.observe(node);
		for (const child of node.children) observer.observe(child);
		measure();
	}
	// What it holds may be exchanged.
	const exchanged = new MutationObserver(observe);
	exchanged.observe(node, { childList: true });
	observe();
	return () => {
		exchanged.disconnect();
		observer.disconnect();
	};
}
