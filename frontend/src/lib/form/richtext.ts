// Formatted text: what of it is taken into the page. A text may say anything, so nothing else gets in.

const KEPT = new Set([
	'B',
	'STRONG',
	'I',
	'EM',
	'U',
	'S',
	'P',
	'DIV',
	'BR',
	'UL',
	'OL',
	'LI',
	'H1',
	'H2',
	'H3',
	'BLOCKQUOTE',
]);
/** What is left out with all that is in it. */
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG', 'MATH', 'HEAD', 'TITLE']);

/** The nodes of an HTML text, plain elements alone and without their attributes. */
export function safeNodes(html: string): DocumentFragment {
	const fragment = document.createDocumentFragment();
	const parsed = new DOMParser().parseFromString(html, 'text/html');
	copy(parsed.body, fragment);
	return fragment;
}

function copy(from: Node, to: Node): void {
	for (const child of from.childNodes) {
		if (child instanceof Text) to.appendChild(document.createTextNode(child.data));
		if (!(child instanceof Element) || DROPPED.has(child.nodeName.toUpperCase())) continue;
		const kept = KEPT.has(child.nodeName);
		const target = kept ? document.createElement(child.nodeName) : to;
		copy(child, target);
		if (kept) to.appendChild(target);
	}
}

/** The words of an HTML text, its blocks on lines of their own. */
export function wordsOf(html: string): string {
	const lines = html.replace(/<\/(p|div|li|h[1-6]|blockquote)>|<br\s*\/?>/gi, '$&\n');
	return (new DOMParser().parseFromString(lines, 'text/html').body.textContent ?? '').trim();
}

/** Puts an HTML text into the area that it is edited in. */
export function put(area: HTMLElement, html: string): void {
	area.replaceChildren(safeNodes(html));
}

/** What the area holds; empty when there are no words in it, whatever is left of their form. */
export function held(area: HTMLElement): string {
	if (area.textContent?.trim() !== '') return area.innerHTML;
	area.replaceChildren();
	return '';
}
