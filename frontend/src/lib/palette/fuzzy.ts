// How well a text fits what was typed, as people shorten names: "save v", "vers", "sv" and "manapp" are all meant to find.

export interface Mark {
	/** In UTF-16 units: the first one, and the one behind the last. */
	from: number;
	to: number;
}

export interface Match {
	/** Higher is better; 1 for each word that begins a word. */
	score: number;
	marks: Mark[];
}

const NOTHING: Match = { score: 0, marks: [] };

/** Where a text has all words of what was typed; null when it has not. Capitals and accents do not matter. */
export function match(wanted: string, text: string): Match | null {
	const words = plain(wanted).split(/\s+/).filter(Boolean);
	if (words.length === 0) return NOTHING;
	const within = plain(text);
	const found: Match[] = [];
	for (const word of words) {
		const one = together(word, within) ?? inParts(word, within);
		if (!one) return null;
		found.push(one);
	}
	const score = found.reduce((sum, one) => sum + one.score, 0) / words.length;
	return { score: score + bonus(words, within), marks: joined(found.flatMap(({ marks }) => marks)) };
}

/** Lower case without accents, unit by unit, so that places stay the same. */
export function plain(text: string): string {
	// Most names are of letters that need no second look.
	if (!/[^\x20-\x7e]/.test(text)) return text.toLowerCase();
	let result = '';
	for (let i = 0; i < text.length; i++) {
		const unit = text.charAt(i);
		const base = unit.normalize('NFKD').charAt(0).toLowerCase();
		result += base.length === 1 ? base : unit;
	}
	return result;
}

/** A text that is just what was typed, or begins so, is meant before others; of two the shorter one. */
function bonus(words: string[], within: string): number {
	const typed = words.join(' ');
	const start = within === typed ? 0.5 : within.startsWith(typed) ? 0.3 : 0;
	return start + 0.1 / (1 + within.length / 20);
}

/** The word as it is: best where a word begins. */
function together(word: string, within: string): Match | null {
	let at = within.indexOf(word);
	if (at < 0) return null;
	const first = at;
	while (at >= 0 && !begins(within, at)) at = within.indexOf(word, at + 1);
	if (at >= 0) return { score: 1, marks: [{ from: at, to: at + word.length }] };
	return { score: 0.6, marks: [{ from: first, to: first + word.length }] };
}

/** The letters of the word in pieces, each of which begins a word: "cv" in "Compare versions". */
function inParts(word: string, within: string): Match | null {
	if (word.length < 2) return null;
	const marks = pieces(word, 0, within, 0);
	return marks && { score: 0.5 - Math.min(0.3, marks.length * 0.05), marks };
}

/** `dead` remembers from where nothing is found, so that each place is tried once. */
function pieces(
	word: string,
	done: number,
	within: string,
	from: number,
	dead = new Set<number>(),
): Mark[] | null {
	if (done === word.length) return [];
	const here = done * (within.length + 1) + from;
	if (dead.has(here)) return null;
	const letter = word.charAt(done);
	for (let at = within.indexOf(letter, from); at >= 0; at = within.indexOf(letter, at + 1)) {
		if (!begins(within, at)) continue;
		let length = 1;
		while (done + length < word.length && within[at + length] === word[done + length]) length++;
		// The longest piece first; a shorter one when the rest is not found behind it.
		for (; length > 0; length--) {
			const rest = pieces(word, done + length, within, at + length, dead);
			if (rest) return [{ from: at, to: at + length }, ...rest];
		}
	}
	dead.add(here);
	return null;
}

function begins(text: string, at: number): boolean {
	return at === 0 || (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at)));
}

function joined(marks: Mark[]): Mark[] {
	const all: Mark[] = [];
	for (const mark of marks.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
		const last = all.at(-1);
		if (last && mark.from <= last.to) last.to = Math.max(last.to, mark.to);
		else all.push({ ...mark });
	}
	return all;
}
