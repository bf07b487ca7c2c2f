import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { clean } from './harness/clean';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

const OFFICE = 'purchasing_officer_office';

/** A board of which two of three are enough, that hears who was refused, and may have to hear it again. */
const BOARD = `name: Grants
form:
  fields:
    - { name: reason, type: text, label: Reason }
workflow:
  review:
    name: Review
    type: decision
    approver: manager
    on_approve: { end_workflow: true }
    on_reject: { continue_to: appeal }
  appeal:
    name: Appeal
    type: parallel_approval
    strategy: majority
    required_count: 2
    approvers:
      - role: ana
      - role: ben
      - role: cleo
    on_approve: { continue_to: last_word }
    on_reject: { end_workflow: true }
  last_word:
    name: Last word
    type: decision
    approver: director
    on_approve: { end_workflow: true }
    on_hear_again: { continue_to: appeal }
    on_reject: { end_workflow: true }
`;

/** Opens a template as a workflow, and tries it out. */
async function given(app: App, program: Program, template: string): Promise<string> {
	const { name, yaml } = await program.template(template);
	await app.go('Templates');
	await app.start.template(name).click();
	await app.design.editor.content.waitFor();
	await app.testRoom.open();
	return yaml;
}

describe('a request that is tried out', () => {
	test('goes from the form to its end, back and forward', async ({ app, program }) => {
		await given(app, program, 'purchase_request');
		const { testRoom, page } = app;
		// Given a form that is filled in, and the row of the table that it takes
		await testRoom.state.getByText('All required fields are filled').waitFor();
		await testRoom.lit.getByText('up to 1,000', { exact: true }).waitFor();

		// When it is about more, another row is lit
		await testRoom.field('Unit price, row 1').fill('4800');
		await testRoom.lit.getByText('over 1,000 up to 10,000').waitFor();
		expect(await testRoom.lit.innerText()).toContain('requestor.head_of_department');

		// When it is sent, it waits at the first step, and somebody is written to
		await testRoom.send.click();
		await testRoom.step('manager_approval', 'waits').waitFor();
		await testRoom.outbox.getByText('To requestor.manager: Please decide on REQ-1: Manager').waitFor();
		await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Votes');

		// When a day passes and each of them says yes
		await testRoom.pass('+1 day');
		await testRoom.clock.getByText('Virtual clock, 1 d after the request').waitFor();
		await testRoom.vote('requestor.manager', 'Approve');
		await testRoom.step('head_approval', 'waits').waitFor();
		await testRoom.votes.getByLabel('Comment').fill('Agreed last week');
		await testRoom.vote('requestor.head_of_department', 'Approve');
		await testRoom.step('purchasing', 'waits').waitFor();
		await testRoom.votes.getByText('any one', { exact: true }).waitFor();

		// Then the way is walked and the rest stands aside
		await testRoom.step('head_approval', 'walked').waitFor();
		await testRoom.step('finance_director_approval', 'aside').waitFor();
		await testRoom.vote(OFFICE, 'Approve');
		await testRoom.ended.getByText('approved', { exact: true }).waitFor();
		await testRoom.step('ordered', 'walked').waitFor();
		await testRoom.trail.getByText('The workflow ended at Ordered: approved.').waitFor();
		// each entry of the trail with a seal of its own
		const seals = await testRoom.trail
			.locator('.seal')
			.evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''));
		expect(seals.every((seal) => /^[0-9a-f]{64}$/.test(seal))).toBe(true);
		expect(new Set(seals).size).toBe(seals.length);

		// When the last act is taken back, it waits again, and is done again
		await page.keyboard.press('Alt+ArrowLeft');
		await testRoom.step('purchasing', 'waits').waitFor();
		await page.keyboard.press('Alt+ArrowRight');
		await testRoom.ended.waitFor();

		// When it goes back further, another way can be taken
		await page.keyboard.press('Alt+ArrowLeft');
		await testRoom.step('purchasing', 'waits').waitFor();
		await testRoom.clock.getByRole('button', { name: 'Step back' }).click();
		await testRoom.step('head_approval', 'waits').waitFor();
		await testRoom.vote('requestor.head_of_department', 'Reject');
		await testRoom.ended.getByText('rejected', { exact: true }).waitFor();
		await testRoom.step('head_approval', 'refused').waitFor();
		await testRoom.step('purchasing', 'aside').waitFor();

		// and with the form it begins again
		await testRoom.request.getByRole('button', { name: 'Start again' }).click();
		await testRoom.send.waitFor();
		expect(await testRoom.field('Unit price, row 1').inputValue()).toBe('4,800.00');
	});

	test('tells what is missing, and is not sent', async ({ app, program }) => {
		await given(app, program, 'purchase_request');
		const { testRoom } = app;
		await testRoom.request.getByRole('button', { name: 'Clear the form' }).click();
		await testRoom.state.getByText('places to fill in or mend').waitFor();
		await testRoom.send.click();
		await testRoom.request.locator('[data-field="justification"]').getByText('This is required.').waitFor();
		await testRoom.room.getByRole('alert').waitFor();
		await testRoom.request.getByRole('button', { name: 'Fill with test data' }).click();
		await testRoom.room.getByRole('alert').waitFor({ state: 'detached' });
		await testRoom.send.click();
		await testRoom.step('manager_approval', 'waits').waitFor();
	});

	test('waits until its time is up, and asks back', async ({ app, program }) => {
		await given(app, program, 'leave_request');
		const { testRoom } = app;
		await testRoom.send.click();
		await testRoom.step('stand_in', 'waits').waitFor();
		await testRoom.votes.getByText('acknowledges').waitFor();

		// When nobody answers, the next one is asked
		await testRoom.pass('Next timeout');
		await testRoom.step('stand_in', 'refused').waitFor();
		await testRoom.step('manager_approval', 'waits').waitFor();
		await testRoom.clock.getByText('Wed 7 Jan, 09:00').waitFor();

		// When that one wants to know more, the clock stops until the requester answers
		await testRoom.votes.getByLabel('Comment').fill('Who stands in?');
		await testRoom.vote('requestor.manager', 'Ask the requester as requestor.manager');
		await testRoom.votes.getByText('requestor.manager asks: Who stands in?').waitFor();
		expect(await testRoom.clock.getByRole('button', { name: 'Next timeout' }).getAttribute('title')).toBe(
			'The clock of this step stands still until the question is answered.',
		);
		await testRoom.votes.getByLabel('Answer').fill('Ines does');
		await testRoom.votes.getByRole('button', { name: 'Answer' }).click();
		await testRoom.vote('requestor.manager', 'Approve');
		await testRoom.ended.getByText('approved', { exact: true }).waitFor();
		await testRoom.step('hr_approval', 'aside').waitFor();
	});

	test('is filled in at a step too', async ({ app, program }) => {
		await given(app, program, 'contract_review');
		const { testRoom } = app;
		await testRoom.send.click();
		for (const who of ['legal_counsel', 'finance_controller', 'security_officer']) {
			await testRoom.vote(who, 'Approve');
			await testRoom.votes
				.getByRole('listitem', { name: who, exact: true })
				.getByText(/approved/)
				.or(testRoom.step('head_signature', 'waits'))
				.first()
				.waitFor();
		}
		await testRoom.step('head_signature', 'waits').waitFor();
		// Given a step that is signed at, with the form as it shows it
		await testRoom.request.getByText('goes along with the decision').waitFor();
		await testRoom.votes.getByText('signs', { exact: true }).waitFor();
		await testRoom.field('Your name, as a signature').fill('Ines Roth');
		await testRoom.vote('requestor.head_of_department', 'Approve');
		// Then the signature goes along with the decision
		await testRoom.ended.getByText('signed', { exact: true }).waitFor();
		await testRoom.trail.getByText(/company_signature|Signature for the company/).waitFor();
	});

	test('needs as many votes as the text asks for, and may appeal', async ({ app, program }) => {
		await program.save({ yaml_content: BOARD, prompt: '', version_comment: '' });
		await app.reload();
		await app.row(/^Grants/).click();
		await app.design.editor.content.waitFor();
		const { testRoom } = app;
		await testRoom.open();
		await testRoom.paths.getByRole('checkbox', { name: /Also refusals/ }).check();
		await testRoom.paths.getByText('2 of ana, ben and cleo').first().waitFor();
		await testRoom.send.click();
		// When the manager refuses, the board is asked
		await testRoom.vote('manager', 'Reject');
		await testRoom.step('review', 'refused').waitFor();
		await testRoom.step('appeal', 'waits').getByText('0 of 2 votes', { exact: true }).waitFor();
		await testRoom.votes.getByText('2 of 3', { exact: true }).waitFor();
		// Then one against is no refusal yet, and two of the three are enough
		await testRoom.vote('ana', 'Reject');
		await testRoom.vote('ben', 'Approve');
		await testRoom.step('appeal', 'waits').getByText('1 of 2 votes', { exact: true }).waitFor();
		await testRoom.vote('cleo', 'Approve');
		await testRoom.trail.getByText('Appeal: 2 of 3 approved, 1 against, 2 needed: approve.').waitFor();
		// When the director wants the board to hear it once more, it votes anew
		await testRoom.vote('director', 'Hear again');
		await testRoom.step('appeal', 'waits').getByText('0 of 2 votes', { exact: true }).waitFor();
		await testRoom.vote('ana', 'Reject');
		await testRoom.vote('cleo', 'Reject');
		await testRoom.ended.getByText('rejected', { exact: true }).waitFor();
	});

	test('calls people as the requester has them', async ({ app, program }) => {
		await given(app, program, 'purchase_request');
		const { testRoom } = app;
		await testRoom.request.getByRole('button', { name: /Requester/ }).click();
		await testRoom.request.getByRole('textbox', { name: 'Name', exact: true }).fill('Mira Bauer');
		await testRoom.request.getByRole('textbox', { name: 'Manager', exact: true }).fill('Tom Becker');
		await testRoom.lit.getByText('Tom Becker').waitFor();
		await testRoom.request.getByRole('button', { name: /Mira Bauer/ }).waitFor();
		await testRoom.send.click();
		await testRoom.vote('Tom Becker', 'Approve');
		await testRoom.trail.getByText('Tom Becker approved at Manager.').waitFor();
	});
});

describe('a change of the text', () => {
	test('runs the acts again, and says from which on they do not fit', async ({ app, program, watch }) => {
		watch.expect(/status of 422/); // a text that cannot be read
		const yaml = await given(app, program, 'purchase_request');
		const { testRoom, design, page } = app;
		await testRoom.send.click();
		await testRoom.vote('requestor.manager', 'Approve');
		await testRoom.vote(OFFICE, 'Approve');
		await testRoom.ended.waitFor();

		// When the one who decided last is not asked any more
		await page.keyboard.press('Escape');
		await design.editor.content.waitFor();
		await design.editor.replace(yaml.replace(OFFICE, 'purchasing_office'));
		await testRoom.open();
		await testRoom.room.getByText('From act 3 on it no longer fits.').waitFor();
		await testRoom.step('purchasing', 'waits').waitFor();

		// When the text cannot be read at all, what was there stays
		await page.keyboard.press('Escape');
		await design.editor.content.waitFor();
		await design.editor.replace(yaml.replace('workflow:', 'workflow: ['));
		await testRoom.open();
		await testRoom.room.getByText('The text cannot be read now.').waitFor();
		await testRoom.step('purchasing', 'waits').waitFor();

		// When it is as it was, all acts fit again
		await page.keyboard.press('Escape');
		await design.editor.content.waitFor();
		await design.editor.replace(yaml);
		await testRoom.open();
		await testRoom.ended.waitFor();
		expect(await testRoom.room.getByText('no longer fits').count()).toBe(0);
	});
});

describe('who approves what', () => {
	test('is shown by its key, and exported for a spreadsheet', async ({ app, program }) => {
		const { name, yaml } = await program.template('purchase_request');
		await app.go('Templates');
		await app.start.template(name).click();
		const { testRoom, design, page } = app;
		await design.editor.content.waitFor();
		await page.keyboard.press('Control+Shift+a');
		await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toBe(
			'Who approves what',
		);

		// Each amount with those who say yes to it
		await testRoom.drawn();
		const amounts = (await testRoom.rows()).map(([when = '', , ends]) => [when.trim(), ends]);
		expect(amounts.map(([when]) => when?.replace(/^This request:\s*/, ''))).toEqual([
			'up to 1,000',
			'over 1,000 up to 10,000',
			'over 10,000',
		]);
		expect(amounts.every(([, ends]) => ends === 'approved')).toBe(true);
		await testRoom.paths.getByRole('checkbox', { name: /Also refusals/ }).check();
		await eventually(async () => (await testRoom.rows()).length).toBe(9);

		// The file has all of them
		const waited = page.waitForEvent('download');
		await testRoom.paths.getByRole('button', { name: 'Export' }).click();
		const download = await waited;
		expect(download.suggestedFilename()).toBe('who-approves-what.csv');
		const csv = readFileSync(await download.path(), 'utf8');
		expect(csv.split('\r\n').filter(Boolean)).toHaveLength(10);
		expect(csv).toContain('over 1000 up to 10000');
		expect(yaml).toContain('total_amount <= 1000');
	});
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
	test('the test room shuts nobody out', async ({ app, program }) => {
		await app.prefer(theme);
		await given(app, program, 'purchase_request');
		const { testRoom, page } = app;
		await testRoom.lit.waitFor();
		await testRoom.request.getByRole('button', { name: /Requester/ }).click();
		await testRoom.request.getByRole('textbox', { name: 'Manager', exact: true }).waitFor();
		await clean(app, 'a request that is not sent yet');
		await testRoom.send.click();
		await testRoom.vote('requestor.manager', 'Approve');
		await testRoom.step('purchasing', 'waits').waitFor();
		await testRoom.outbox.locator('summary').first().click();
		await clean(app, 'a request that waits');
		await testRoom.vote(OFFICE, `Ask the requester as ${OFFICE}`);
		await testRoom.votes.getByRole('button', { name: 'Answer' }).waitFor();
		await clean(app, 'a question');
		await testRoom.clock.getByRole('button', { name: 'Step back' }).click();
		await testRoom.vote(OFFICE, 'Approve');
		await testRoom.ended.waitFor();
		await page.setViewportSize({ width: 900, height: 600 });
		await testRoom.ended.waitFor();
		await clean(app, 'a request at its end, in a small window');
		await testRoom.room.getByRole('button', { name: 'Request', exact: true }).click();
		await testRoom.request.waitFor();
		await clean(app, 'the form in a small window');
	});
});
