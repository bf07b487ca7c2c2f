import { describe } from 'vitest';
import { test } from './harness/window';
import { changeAndRestore } from './stories/change';

describe('the pictures of the window', () => {
	test(
		'show a change from the opened workflow to the restored one',
		{ timeout: 240_000 },
		async ({ open, display, home, program, keep }) => {
			await changeAndRestore({ open, display, home, program }, keep('pictures'));
		},
	);
});
