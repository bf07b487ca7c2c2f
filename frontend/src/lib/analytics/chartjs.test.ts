import { describe, expect, it } from 'vitest';
import { mix } from './chartjs';

describe('a colour over another', () => {
	it('is the same however long the colours are written', () => {
		expect(mix('#5f6775', '#ffffff', 0.6)).toBe('rgb(159 164 172 / 1)');
		expect(mix('#5f6775', '#fff', 0.6)).toBe('rgb(159 164 172 / 1)');
		expect(mix('#08f', '#000000', 1, 0.2)).toBe('rgb(0 136 255 / 0.2)');
	});
});
