/** True when every word that is looked for is somewhere in the texts; capitals and accents do not matter. */
export function finds(query: string, ...texts: string[]): boolean {
	const words = plain(query).split(/\s+/).filter(Boolean);
	const within = plain(texts.join(' '));
	return words.every((word) => within.includes(word));
}

function plain(text: string): string {
	return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}
