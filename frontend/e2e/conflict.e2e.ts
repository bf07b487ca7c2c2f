import { describe } from 'vitest';
import { Dispute } from './harness/dispute';
import { BUCKET, follows, keyOf, test } from './harness/team';
import { eventually, expect } from './harness/test';

describe('two people who changed the same places', () => {
	test('decide place by place on the page, and both have exactly that', async ({
		app,
		program,
		colleague,
		minio,
		watch,
	}) => {
		// Given a workflow of which both have changed the same three places, and others besides
		const dispute = await Dispute.begin(app, program, colleague);

		// Then the page says that a decision waits, both versions are kept, and what is open stays as it is
		await app.workflows.getByText('Needs your decision').waitFor({ state: 'attached' });
		await app.status.getByText(/decision/).waitFor();
		expect(await app.design.editor.text()).toBe(dispute.mine);
		expect(await colleague.commandText('show', '1')).toBe(dispute.theirs);

		// When the conflict is opened
		await app.go('Sync');
		await app.sync.decide('Purchase request');
		// Then it shows the three places, and what fits together without a question
		expect(await app.conflict.heading.textContent()).toBe('You and Elena changed the same three places');
		expect(await app.conflict.places.count()).toBe(3);
		await app.conflict.room
			.getByText('3 other changes fit together and are already in the result.')
			.waitFor();
		expect(await app.conflict.open.textContent()).toContain('3 places open');
		await app.conflict.place(dispute.limit).getByText('total_amount <= 2500').waitFor();

		// When one place is decided with theirs, one with mine, and one with a text of one's own
		await app.conflict.take(dispute.limit, 'Take theirs');
		await app.conflict.take(dispute.director, 'Take mine');
		await app.conflict.edit(dispute.notice, '"Rejected');
		await app.conflict
			.place(dispute.notice)
			.getByText(/cannot be read as a value/)
			.first()
			.waitFor();
		await app.conflict.place(dispute.notice).getByRole('button', { name: 'Not now' }).click();
		await app.conflict.edit(dispute.notice, 'Rejected. The comments say why, and what to do.');
		// Then the result is what was decided, live and checked
		await app.conflict.open.getByText('Everything decided').waitFor();
		const notice = 'Rejected. The comments say why, and what to do.';
		const decided = dispute.decided('total_amount <= 2000', 'approver: cfo@acme.example', notice);
		await eventually(() => app.conflict.text.text()).toBe(decided);
		await app.conflict.result.getByText('Valid ApprovalML').waitFor();

		// When it is finished
		await app.conflict.finish.click();
		expect(await app.conflict.comment.inputValue()).toBe("Merged with Elena's version 2");
		await app.conflict.save('Agreed with Elena');
		// Then it is version 3, open on the page and in the bucket
		await app.toast.getByText('Version 3 saved').waitFor();
		await app.toast.getByText(`It is in ${BUCKET}.`).waitFor();
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(decided);
		expect(await minio.object(BUCKET, keyOf(1))).toBe(decided);
		const [saved, ...before] = await program.versions(1);
		expect(saved).toMatchObject({ number: 3, version_comment: 'Agreed with Elena', sync_state: 'synced' });
		expect(before.map(({ author }) => author).sort()).toEqual([
			'Elena Markova',
			'Elena Markova',
			'Ilya Petrov',
		]);

		// And the colleague has exactly that, and nothing waits anywhere
		await colleague.command('sync');
		expect(await colleague.commandText('show', '1')).toBe(decided);
		for (const side of [program, colleague]) {
			expect(await side.command('conflicts')).toEqual({ conflicts: [] });
			await eventually(async () => (await side.syncStatus()).state).toBe('synced');
		}
		await app.status.getByText(new RegExp(`^In ${BUCKET}, synced`)).waitFor();
		await app.workflows.getByText('Needs your decision').waitFor({ state: 'detached' });
		expect(watch.unexpected).toEqual([]);
	});
});

describe('what a colleague saves', () => {
	test('shows within two seconds, and replaces nothing that is unsaved', async ({
		app,
		program,
		colleague,
	}) => {
		// Given two open workflows, of which one has unsaved text on the page
		const { yaml } = await colleague.template('leave_request');
		await colleague.save({ yaml_content: yaml });
		await follows(program);
		const name = (await colleague.workflows())[0]?.name ?? '';
		await app.row(new RegExp(`^${name}`)).click();
		await app.design.editor.content.waitFor();

		// When the colleague saves while nothing is unsaved
		const second = `${yaml}# Reviewed with HR\n`;
		const shown = app.toast.getByText(`Elena Markova saved version 2 of ${name}`).waitFor();
		let begun = Date.now();
		await colleague.save({ workflow_id: 1, yaml_content: second });
		await shown;
		// Then the page tells it at once, and has it
		expect(Date.now() - begun).toBeLessThan(2_000);
		expect(await app.design.editor.text()).toBe(second);

		// When she saves while something is unsaved
		const kept = app.draftKept('# typed and not saved');
		await app.design.editor.append('# typed and not saved');
		await kept;
		const typed = await app.design.editor.text();
		const again = app.toast.getByText(`Elena Markova saved version 3 of ${name}`).waitFor();
		begun = Date.now();
		await colleague.save({ workflow_id: 1, yaml_content: second.replace('HR', 'Legal') });
		await again;
		// Then the page tells it at once, and the text stays as it is
		expect(Date.now() - begun).toBeLessThan(2_000);
		await app.toast.getByText('Your edits stay.').waitFor();
		expect(await app.design.editor.text()).toBe(typed);
		await app.row(/unsaved edits/).waitFor();
	});
});
