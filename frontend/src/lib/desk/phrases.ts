import type { Understood, Unclear } from '$lib/backend';

/** A phrase of the description and all that came of it; one that lies in another belongs to that. */
export interface Phrase {
	/** From 1, in the order of the description. */
	number: number;
	from: number;
	to: number;
	meanings: string[];
	steps: string[];
	fields: string[];
}

/** A piece of the description: plain, of a phrase, or of what was not understood. */
export interface Piece {
	text: string;
	/** 0 for none. */
	number: number;
	/** The place in the list of questions; -1 for none. */
	question: number;
}

export function phrasesOf(understood: readonly Understood[]): Phrase[] {
	const phrases: Phrase[] = [];
	const wider = [...understood]
		.filter(({ text }) => text !== '')
		.sort((a, b) => a.from - b.from || b.to - a.to);
	for (const { from, to, meaning, steps, fields } of wider) {
		const last = phrases.at(-1);
		if (!last || from >= last.to) {
			const number = phrases.length + 1;
			const once = { steps: [...new Set(steps)], fields: [...new Set(fields)] };
			phrases.push({ number, from, to, meanings: [meaning], ...once });
			continue;
		}
		last.to = Math.max(last.to, to);
		last.meanings.push(meaning);
		last.steps = [...new Set([...last.steps, ...steps])];
		last.fields = [...new Set([...last.fields, ...fields])];
	}
	return phrases;
}

/** Cuts the description where a phrase or something open begins or ends. */
export function piecesOf(
	description: string,
	phrases: readonly Phrase[],
	unclear: readonly Unclear[],
): Piece[] {
	const open = unclear
		.map(({ from, to, text }, question) => ({ from, to, number: 0, question, text }))
		.filter(({ text, from, to }) => text !== '' && !phrases.some((p) => from < p.to && p.from < to));
	const marked = [...phrases.map(({ from, to, number }) => ({ from, to, number, question: -1 })), ...open];
	const pieces: Piece[] = [];
	let at = 0;
	for (const { from, to, number, question } of marked.sort((a, b) => a.from - b.from)) {
		if (from < at) continue;
		if (from > at) pieces.push({ text: description.slice(at, from), number: 0, question: -1 });
		pieces.push({ text: description.slice(from, to), number, question });
		at = to;
	}
	if (at < description.length) pieces.push({ text: description.slice(at), number: 0, question: -1 });
	return pieces;
}

/** Adds an answer to a description, as a sentence of its own. */
export function withAnswer(description: string, answer: string): string {
	const before = description.trimEnd();
	const sentence = /[.!?…]$/.test(answer.trim()) ? answer.trim() : `${answer.trim()}.`;
	if (before === '') return sentence;
	return `${before}${/[.!?:;…]$/.test(before) ? '' : '.'} ${sentence}`;
}
