import type { VersionChanges } from '$lib/backend';
import { say } from '$lib/words';

/** What a version changed, in one line and in full. Empty while it is not known. */
export function changed(words: VersionChanges | undefined): { line: string; all: string } {
	if (!words) return { line: '', all: '' };
	const said = words.changes.map((change) => change.words);
	switch (words.state) {
		case 'first':
			return { line: say.history.first, all: '' };
		case 'deleted':
			return { line: say.history.deletion, all: '' };
		case 'elsewhere':
			return { line: say.history.elsewhere, all: '' };
	}
	if (words.count === 0) return { line: say.history.same, all: '' };
	const rest = words.count - said.length;
	const all = rest > 0 ? [...said, say.history.andMore(rest)] : said;
	const [first = ''] = said;
	return { line: words.count > 1 ? say.history.several(words.count, first) : first, all: all.join('\n') };
}
