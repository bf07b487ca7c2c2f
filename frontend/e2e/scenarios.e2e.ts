import { describe } from 'vitest';
import { clean } from './harness/clean';
import { BUCKET, follows, keyOf, test } from './harness/team';
import { eventually, expect } from './harness/test';

const OFFICE = 'purchasing_officer_office';

describe('a run that is saved as a scenario', () => {
	test('goes to a colleague, and tells who broke it', async ({ app, program, colleague, minio }) => {
		const { testRoom, design } = app;
		// Given a workflow of a team
		const { yaml } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt: '', version_comment: '' });
		await app.reload();
		await app.row(/^Purchase/).click();
		await design.editor.content.waitFor();
		await follows(program);
		await follows(colleague);
		await eventually(async () => (await colleague.workflows()).length).toBe(1);

		// When a whole run is played and kept with what it comes to
		await testRoom.open();
		const save = testRoom.scenarios.getByRole('button', { name: 'Save this run' });
		expect(await save.getAttribute('title')).toBe('Nothing has been done yet.');
		await testRoom.send.click();
		await testRoom.vote('requestor.manager', 'Approve');
		await testRoom.vote(OFFICE, 'Approve');
		await testRoom.ended.waitFor();
		await save.click();
		await testRoom.scenarios.getByText('expects: approved').waitFor();
		await testRoom.scenarios.getByRole('button', { name: 'Not now' }).click();
		await testRoom.keep('Small order');

		// Then it is beside the workflow in the bucket, and on the second computer
		await eventually(async () => (await colleague.scenarios(1)).map((s) => s.scenario.name)).toEqual([
			'Small order',
		]);
		const [small] = await colleague.scenarios(1);
		expect(small?.scenario.expected).toEqual({
			ended_with: 'approved',
			steps: ['manager_approval', 'amount_check', 'purchasing', 'ordered'],
			approvers: ['requestor.manager', OFFICE],
		});
		expect(await minio.object(BUCKET, keyOf(1).replace('workflow.yaml', 'scenarios.json'))).toContain(
			'Small order',
		);
		// and no version of the workflow
		expect(await minio.object(BUCKET, keyOf(1))).toBe(yaml);
		expect(await program.versions(1)).toHaveLength(1);

		// When the colleague keeps one too, it comes onto the page by itself
		await colleague.saveScenario(1, {
			scenario: {
				name: 'Refused at once',
				requester: {},
				form: small?.scenario.form ?? {},
				acts: [{ do: 'submit' }, { do: 'decide', outcome: 'reject' }],
				expected: { ended_with: 'rejected', steps: [], approvers: [] },
			},
		});
		await testRoom.scenario('Refused at once', 'passed').waitFor();
		await testRoom.scenario('Refused at once', 'passed').getByRole('button').first().click();
		await testRoom.ended.getByText('rejected', { exact: true }).waitFor();

		// When an edit sends what was approved to the wrong end, and a version is saved
		await app.page.keyboard.press('Escape');
		await design.editor.content.waitFor();
		await design.editor.replace(yaml.replace('continue_to: ordered', 'continue_to: rejected'));
		await app.save('A slip of the pen');
		// Then the save says which scenario broke, and how
		await app.toast.getByText('1 of 2 saved scenarios breaks:').waitFor();
		await app.toast.getByText(/Small order: Step 4 is "rejected", and should be "ordered"/).waitFor();
		await app.toast.getByRole('button', { name: 'Show in the test' }).click();
		await testRoom.drawn();
		await testRoom.scenario('Small order', 'broken').waitFor();
		await testRoom.scenarios.getByText('2 saved scenarios, 1 breaks').waitFor();
		await testRoom.scenario('Refused at once', 'passed').waitFor();

		// When that is how it should be from now on, it passes again, for the colleague too
		await testRoom.scenarios.getByRole('button', { name: 'Expect this from now on' }).click();
		await testRoom.scenario('Small order', 'passed').waitFor();
		await eventually(async () => (await colleague.scenarios(1))[0]?.scenario.expected.ended_with).toBe(
			'rejected',
		);

		// When one is removed by mistake, it can be had back
		await testRoom.inMenuOf('Refused at once', 'Remove');
		await testRoom.scenarios.getByText('1 saved scenario', { exact: true }).waitFor();
		await app.toast.getByRole('button', { name: 'Undo' }).click();
		await testRoom.scenario('Refused at once', 'passed').waitFor();
	});
});

describe('a scenario that two people changed', () => {
	test('waits until one of the two is chosen', async ({ app, program }) => {
		const { testRoom, design, page } = app;
		// Given two changes of one scenario that did not know of each other
		const { yaml } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt: '', version_comment: '' });
		const scenario = (name: string) => ({
			name,
			requester: {},
			form: { department: 'operations' },
			acts: [],
			expected: { ended_with: 'waiting', steps: [], approvers: [] },
		});
		const { id, revision } = await program.saveScenario(1, { scenario: scenario('Not sent') });
		await program.saveScenario(1, { id, revision, scenario: scenario('Only begun') });
		await program.saveScenario(1, { id, revision, scenario: scenario('Left open') });
		await app.reload();
		await app.row(/^Purchase/).click();
		await design.editor.content.waitFor();
		await testRoom.open();

		// When the menu of the one that stands is opened
		await testRoom
			.scenario('Left open', 'passed')
			.getByText('Ilya Petrov changed it too:')
			.waitFor({ state: 'attached' });
		await testRoom.scenarios.getByRole('button', { name: 'More about the scenario Left open' }).click();
		const keep = page.getByRole('menuitem', { name: /^Keep the one of Ilya Petrov/ });
		await keep.nth(1).waitFor();
		await clean(app, 'the menu of a scenario that two changed');
		await keep.nth(1).click();
		// Then the other one stands, and nothing is aside any more
		await testRoom.scenario('Only begun', 'passed').waitFor();
		expect((await program.scenarios(1)).map((kept) => [kept.scenario.name, kept.aside])).toEqual([
			['Only begun', []],
		]);
	});
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
	test('scenarios shut nobody out', async ({ app, program }) => {
		const { testRoom, design } = app;
		await app.prefer(theme);
		const { yaml } = await program.template('purchase_request');
		await program.save({ yaml_content: yaml, prompt: '', version_comment: '' });
		await app.reload();
		await app.row(/^Purchase/).click();
		await design.editor.content.waitFor();
		await testRoom.open();
		await testRoom.send.click();
		await testRoom.vote('requestor.manager', 'Reject');
		await testRoom.ended.waitFor();
		await testRoom.keep('Refused');
		await clean(app, 'a scenario that passes');
		await app.page.keyboard.press('Escape');
		await design.editor.content.waitFor();
		await design.editor.replace(yaml.replace('continue_to: rejected', 'continue_to: ordered'));
		await testRoom.open();
		await testRoom.scenario('Refused', 'broken').waitFor();
		await testRoom.scenarios.getByRole('button', { name: 'Save this run' }).click();
		await testRoom.scenarios.getByLabel('Name of the scenario').waitFor();
		await clean(app, 'a scenario that breaks, and a name that is asked for');
	});
});
