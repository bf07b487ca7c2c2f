/** "1 version", "2 versions", "1,204 versions". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
	return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

export function grouped(n: number): string {
	return n.toLocaleString('en-US');
}

/** Bytes as a person reads them: "812 B", "4.2 KB", "1.1 MB". */
export function size(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** At most two letters that stand for a person. */
export function initials(name: string): string {
	const words = name.split(/[\s._-]+/).filter(Boolean);
	const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
	return picked.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?';
}
