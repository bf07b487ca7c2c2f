import { expect, it } from 'vitest';
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

it('makes file names of names', () => {
	expect(fileName('Purchase Request!')).toBe('purchase-request.yaml');
	expect(fileName('Überstunden & Café')).toBe('uberstunden-cafe.yaml');
	expect(fileName('')).toBe('workflow.yaml');
});
