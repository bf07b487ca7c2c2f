import { describe } from 'vitest';
import { test } from './harness/window';
import { changeAndRestore } from './stories/change';

describe('the window', () => {
	test(
		'changes a workflow in its diagram, saves it, compares it and restores what it was',
		{ timeout: 240_000 },
		async ({ open, display, home, program, keep }) => {
			await changeAndRestore({ open, display, home, program }, keep('artifacts'));
		},
	);
});
