import { describe } from 'vitest';
import { follows, test } from './harness/team';
import { shoot } from './harness/pictures';

describe('the pictures of two versions that wait for a decision', () => {
	test('show the real program with sample data', async ({ app, program, colleague }) => {
		const { yaml } = await colleague.template('purchase_request');
		await colleague.save({ yaml_content: yaml, version_comment: 'From the template' });
		await follows(program);
		await app.row(/^Purchase/).click();
		await app.design.editor.content.waitFor();
		const rejected = 'Your purchase request was rejected. The comments say why.';
		await app.design.editor.replace(
			yaml
				.replace('total_amount <= 1000', 'total_amount <= 2500')
				.replace('approver: finance_director', 'approver: cfo@acme.example')
				.replace(rejected, `${rejected} You may ask again with a smaller amount.`)
				.replace('label: Preferred supplier', 'label: Supplier, if known'),
		);
		await colleague.save({
			workflow_id: 1,
			version_comment: 'After the audit',
			yaml_content: yaml
				.replace('total_amount <= 1000', 'total_amount <= 2000')
				.replace('approver: finance_director', 'approver: board@acme.example')
				.replace(rejected, `${rejected} Decided by \${approver.name}.`)
				.replace('timeout: 2_business_days', 'timeout: 1_business_days')
				.replace(
					'    - name: quotes\n',
					'    - name: cost_centre\n      type: text\n      label: Cost centre\n\n    - name: quotes\n',
				),
		});
		await app.toast.getByText('saved version 2').waitFor();
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.saveMerged.click();
		await app.toast.getByText('Both are kept').waitFor();
		await app.toast.getByRole('button', { name: 'Dismiss' }).click();
		await app.toast.waitFor({ state: 'detached' });

		await app.go('Sync');
		await shoot(app, 'sync');
		await app.sync.decide('Purchase request');
		await app.conflict.take(/^Condition/, 'Take mine');
		await app.conflict.take(/^Approver/, 'Take theirs');
		await app.conflict
			.place(/^Approver/)
			.getByText('Theirs taken')
			.waitFor();
		await shoot(app, 'conflict');
	});
});
