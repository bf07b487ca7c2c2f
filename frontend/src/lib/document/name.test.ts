import { expect, it, vi } from 'vitest';
import { fileName, workflowName } from './name';

it.each([
	['name: "Purchase Request"\n', 'Purchase Request'],
	["name: 'It''s a leave'\n", "It's a leave"],
	['# head\nname: Travel # abroad\nform:\n  name: no', 'Travel'],
	['form:\n  name: not this one\n', ''],
	['approval_process:\n  name: "Nested"\n', 'Nested'],
	['name: "With \\"quotes\\""', 'With "quotes"'],
	['', ''],
])('reads the name of %j', (yaml, name) => {
	expect(workflowName(yaml)).toBe(name);
});

it('reads only the beginning of a long text where the name stands there', () => {
	const rest = '# more\n'.repeat(1_000);
	const whole = vi.fn(() => rest);
	const long = (head: string) => ({
		length: head.length + rest.length,
		slice: (from: number, to: number) => (head + rest).slice(from, to),
		toString: () => head + whole(),
	});
	expect(workflowName(long('name: Leave\n'))).toBe('Leave');
	expect(whole).not.toHaveBeenCalled();

	// A name that the beginning cuts in two, and one that comes after it
	const cut = `#${' '.repeat(990)}\nname: Purchase request\n`;
	expect([workflowName(long(cut)), workflowName(`${rest}name: Late\n`)]).toEqual([
		'Purchase request',
		'Late',
	]);
});

it('makes file names of names', () => {
	expect(fileName('Purchase Request!')).toBe('purchase-request.yaml');
	expect(fileName('Überstunden & Café')).toBe('uberstunden-cafe.yaml');
	expect(fileName('')).toBe('workflow.yaml');
});
