import { Change } from '@codemirror/merge';

const inWord = /[\p{L}\p{N}_.]/u;

/**
 * Makes changes of letters changes of whole words: of 1000 and 2500 the number has changed, not its first digits. What stands
 * between two changes is the same in both texts, so each is made longer by as much on both sides.
 */
export function toWords(a: string, b: string, changes: readonly Change[]): Change[] {
	const words: Change[] = [];
	changes.forEach((change, i) => {
		let { fromA, toA, fromB, toB } = change;
		const part = a.slice(fromA, toA) + b.slice(fromB, toB);
		const last = words.at(-1);
		// Whole lines are left as they are.
		if (!part.includes('\n')) {
			const begins = inWord.test(a.slice(fromA, toA)[0] ?? '') || inWord.test(b.slice(fromB, toB)[0] ?? '');
			const ends =
				inWord.test(a.slice(fromA, toA).at(-1) ?? '') || inWord.test(b.slice(fromB, toB).at(-1) ?? '');
			const least = last?.toA ?? 0;
			while (begins && fromA > least && inWord.test(a[fromA - 1] ?? ''))
				[fromA, fromB] = [fromA - 1, fromB - 1];
			const most = changes[i + 1]?.fromA ?? a.length;
			while (ends && toA < most && inWord.test(a[toA] ?? '')) [toA, toB] = [toA + 1, toB + 1];
		}
		if (last && last.toA >= fromA) words[words.length - 1] = new Change(last.fromA, toA, last.fromB, toB);
		else words.push(new Change(fromA, toA, fromB, toB));
	});
	return words;
}
