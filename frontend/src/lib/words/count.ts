import { locale } from './language.svelte';

/** "1 version", "2 versions", "1,204 versions": for English texts; Indonesian nouns stay as they are. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
	return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** A whole number as the language in force groups its digits: "1,204", "1.204". */
export function grouped(n: number): string {
	return n.toLocaleString(locale());
}

/** A number with as many decimals: "4.2", "4,2"; its whole part is not grouped. */
export function decimal(n: number, digits = 1): string {
	return n.toLocaleString(locale(), {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
		useGrouping: false,
	});
}

/** Bytes as a person reads them: "812 B", "4.2 KB", "1.1 MB". */
export function size(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	if (bytes < 1_000_000) return `${decimal(bytes / 1000)} KB`;
	return `${decimal(bytes / 1_000_000)} MB`;
}

/** At most two letters that stand for a person. */
export function initials(name: string): string {
	const words = name.split(/[\s._-]+/).filter(Boolean);
	const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
	return picked.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?';
}
