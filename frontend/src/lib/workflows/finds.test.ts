import { expect, it } from 'vitest';
import { finds } from './finds';

it.each([
	['', 'Purchase Request', true],
	['purch', 'Purchase Request', true],
	['request PURCHASE', 'Purchase Request', true],
	['uber', 'Überstunden', true],
	['leave', 'Purchase Request', false],
])('looking for %j in %j', (query, text, found) => {
	expect(finds(query, text)).toBe(found);
});
