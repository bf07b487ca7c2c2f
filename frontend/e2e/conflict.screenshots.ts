import { describe } from 'vitest';
import { Dispute } from './harness/dispute';
import { shoot } from './harness/pictures';
import { test } from './harness/team';

describe('the pictures of two versions that wait for a decision', () => {
	test(
		'show the real program with sample data',
		{ timeout: 600_000 },
		async ({ app, program, colleague }) => {
			const { limit, director } = await Dispute.begin(app, program, colleague);
			await app.toast.getByRole('button', { name: 'Dismiss' }).click();
			await app.toast.waitFor({ state: 'detached' });

			await app.go('Sync');
			await shoot(app, 'sync');
			await app.sync.decide('Purchase request');
			await app.conflict.take(limit, 'Take mine');
			await app.conflict.take(director, 'Take theirs');
			await app.conflict
				.place(/^Approver/)
				.getByText('Theirs taken')
				.waitFor();
			await shoot(app, 'conflict');
		},
	);
});
