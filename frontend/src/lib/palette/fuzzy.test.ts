import { expect, it } from 'vitest';
import { match } from './fuzzy';

/** The text with what was found in brackets; null when it was not. */
function marked(wanted: string, text: string): string | null {
	const found = match(wanted, text);
	if (!found) return null;
	return found.marks.reduceRight(
		(shown, { from, to }) => `${shown.slice(0, from)}[${shown.slice(from, to)}]${shown.slice(to)}`,
		text,
	);
}

it.each([
	['', 'Save version', 'Save version'],
	['save', 'Save version', '[Save] version'],
	['VERSION save', 'Save version', '[Save] [version]'],
	['ersi', 'Save version', 'Save v[ersi]on'],
	['sv', 'Save version', '[S]ave [v]ersion'],
	['manapp', 'Department Manager Approval', 'Department [Man]ager [App]roval'],
	['depapp', 'Department Manager Approval', '[Dep]artment Manager [App]roval'],
	['appr', 'Unapproved Approval', 'Unapproved [Appr]oval'],
	['uber', 'Über Überstunden', '[Über] Überstunden'],
	['check', 'amount_check', 'amount_[check]'],
	['ac', 'amount_check', '[a]mount_[c]heck'],
	['save', 'Storage settings', null],
	['save settings', 'Save version', null],
	['x', 'Fix', 'Fi[x]'],
	['vs', 'Save version', null],
	['👩', 'HR 👩🏽‍💼', 'HR [👩]🏽‍💼'],
	['(', 'Approval (Amount)', 'Approval [(]Amount)'],
])('looking for %j in %j', (wanted, text, shown) => {
	expect(marked(wanted, text)).toBe(shown);
});

it.each([
	['save', ['Save', 'Save version', 'Quick save', 'Unsaved edits']],
	['form', ['Form', 'Form for leave', 'Reform', 'Fetch or make']],
	['re', ['Redo', 'Remove the step', 'Undo, redo', 'Bring it back, restored', 'Compare versions']],
])('puts the best for %j first', (wanted, texts) => {
	const found = texts.filter((text) => match(wanted, text));
	const order = found.toSorted((a, b) => (match(wanted, b)?.score ?? 0) - (match(wanted, a)?.score ?? 0));
	expect(order).toEqual(found);
});

it('gives up soon on what fits almost, in many ways', () => {
	expect(match(`${'a'.repeat(25)}b`, 'a '.repeat(30))).toBeNull();
});
