import { describe } from 'vitest';
import { eventually, expect, test } from './harness/test';
import type { Program } from './harness/program';
import type { App } from './pages';

const PROMPT =
	'Employees ask for leave. The manager approves. More than 5 days also needs HR. Ask for a reason.';
const LIMIT = 'Raise the limit from 1000 to 2500.';
const COST = 'Ask for the cost center.';

const TEXT = `# who travels where
name: Trip
type: travel
form:
  fields:
    - name: amount   # in euros
      type: currency
      label: Amount
      required: true
workflow:
  check:
    name: Amount check
    type: conditional_split
    choices:
      - conditions: amount > 1000   # since 2020
        continue_to: director
    default:
      continue_to: done
  director:
    name: Director
    type: decision
    approver: travel_director
    on_approve: {continue_to: done}
    on_reject: {continue_to: rejected}
  done: {name: Done, type: end}
  rejected: {name: Rejected, type: end}
`;

/** With a manager before. */
const LONGER = TEXT.replace(
	'workflow:\n',
	`workflow:
  manager:
    name: Manager
    type: decision
    approver: \${requestor.manager}
    on_approve: {continue_to: check}
    on_reject: {continue_to: rejected}
`,
);

/** Opens a workflow that has a version with a prompt. */
async function trip(app: App, program: Program, text = TEXT): Promise<void> {
	await program.save({ yaml_content: text, prompt: 'Trips are approved.', version_comment: '' });
	await app.reload();
	await app.row(/^Trip/).click();
	await app.design.editor.content.waitFor();
}

async function ask(app: App, wish: string): Promise<void> {
	await app.design.wish.fill(wish);
	await app.design.wish.press('Control+Enter');
	await app.proposal.shown();
}

describe('a workflow that is described', () => {
	test('is shown with what was understood, and saved with its prompt once it is accepted', async ({
		app,
		program,
		home,
	}) => {
		// Given a description on the first screen
		await app.start.description.fill(PROMPT);
		await app.start.description.press('Control+Enter');
		await app.proposal.shown();

		// Then each phrase has a number, which its step has too, and nothing is there yet
		const phrase = app.proposal.understood.locator('.phrase').filter({ hasText: 'The manager approves' });
		const number = ((await phrase.locator('sup').textContent()) ?? '').trim();
		await phrase.click();
		await app.proposal.understood
			.locator('[aria-current="true"]')
			.filter({ hasText: 'Manager approval' })
			.filter({ hasText: number })
			.waitFor();
		await app.proposal.changes
			.getByRole('listitem')
			.filter({ hasText: 'Manager approval' })
			.getByTitle(`Phrase ${number}`)
			.waitFor();
		expect(await app.proposal.verdict.textContent()).toContain('The workflow is valid');
		expect([await program.workflows(), home.drafts()]).toEqual([[], []]);

		// When it is accepted by its key
		await app.page.keyboard.press('Control+Enter');
		await app.design.editor.content.waitFor();
		// Then it is an open draft with the description
		const text = await app.design.editor.text();
		expect(text).toContain('approver: "${requestor.manager}"');
		expect(await app.design.description.inputValue()).toBe(PROMPT);
		await eventually(() => home.drafts().length).toBe(1);

		// And the version that is saved keeps the prompt, and says who made it
		await app.page.keyboard.press('Control+s');
		await app.saveDialog.comment.waitFor();
		expect(await app.saveDialog.comment.inputValue()).toBe('Made by the offline generator');
		await app.saveDialog.save.click();
		await app.toast.getByText('Version 1 saved').waitFor();
		const [saved] = await program.versions(1);
		expect(saved).toMatchObject({
			number: 1,
			version_comment: 'Made by the offline generator',
			generator: 'offline',
			is_valid: true,
		});
		expect(await program.version(1, saved?.version_id ?? '')).toMatchObject({
			prompt: PROMPT,
			yaml_content: text,
		});

		// And the history marks it, but not what a person writes on top of it
		await app.design.editor.append('# ours\n');
		await app.save('By hand');
		await app.page.keyboard.press('Control+Shift+h');
		await app.history.row(1).getByText('Generated', { exact: true }).waitFor();
		expect(await app.history.row(2).textContent()).not.toContain('Generated');
	});

	test('asks what was left open, and takes the answer into the description', async ({ app }) => {
		const prompt = 'Expenses. Ask for the amount.';
		await app.start.description.fill(prompt);
		await app.start.generate.click();
		await app.proposal.shown();
		// Given that it is not said who approves
		await app.proposal.question.getByText(/^Who approves/).waitFor();
		await app.proposal.question.getByRole('radio', { name: 'The head of department approves.' }).check();
		await app.proposal.question.getByRole('button', { name: 'Answer' }).click();
		// Then it is asked again with the answer behind the description
		const phrase = app.proposal.understood
			.locator('.phrase')
			.filter({ hasText: 'The head of department approves' });
		await phrase.waitFor();
		await app.proposal.shown();
		await app.proposal.question.waitFor({ state: 'detached' });
		await app.page.keyboard.press('Control+Enter');
		await app.design.editor.content.waitFor();
		expect(await app.design.description.inputValue()).toBe(`${prompt} The head of department approves.`);
	});
});

describe('a change of a workflow', () => {
	test('is taken one by one, as one step that can be undone', async ({ app, program }) => {
		await trip(app, program);
		// Given two changes, both switched on
		await ask(app, `${LIMIT} ${COST}`);
		await app.proposal.accepted(2, 2);
		await app.proposal.tab('Text').click();
		await app.proposal.room.getByText('amount > 2500').waitFor();
		await app.proposal.tab('Proposed').click();
		await app.proposal.room.getByRole('img', { name: /Amount check \(changed\)/ }).waitFor();

		// When the second is walked to and switched off, by keys
		const cost = app.proposal.switch(/[Cc]ost/);
		const limit = app.proposal.switch(/2500/);
		await cost.focus();
		await app.page.keyboard.press('Space');
		await app.proposal.accepted(1, 2);
		expect([await cost.getAttribute('aria-checked'), await limit.getAttribute('aria-checked')]).toEqual([
			'false',
			'true',
		]);
		await eventually(() => app.proposal.verdict.textContent()).toContain(
			'With this one the workflow is valid',
		);
		await app.proposal.button('Accept 1').click();

		// Then that one line has changed, and all else stays byte for byte
		const changed = TEXT.replace('amount > 1000 ', 'amount > 2500 ');
		await app.design.editor.content.waitFor();
		await eventually(() => app.design.editor.text()).toBe(changed);
		expect(await app.design.description.inputValue()).toBe(`Trips are approved.\n\n${LIMIT} ${COST}`);
		// and one undo brings the text back
		await app.page.keyboard.press('Control+z');
		await eventually(() => app.design.editor.text()).toBe(TEXT);
		await app.page.keyboard.press('Control+Shift+z');
		await eventually(() => app.design.editor.text()).toBe(changed);

		// And the version that is saved has the conversation
		await app.save('Agreed with Finance');
		const [saved] = await program.versions(1);
		expect(await program.version(1, saved?.version_id ?? '')).toMatchObject({
			number: 2,
			prompt: `Trips are approved.\n\n${LIMIT} ${COST}`,
			yaml_content: changed,
		});
	});

	test('takes along what it needs', async ({ app, program }) => {
		await trip(app, program, LONGER);
		await ask(app, `After the manager, finance approves as well. ${LIMIT}`);
		const step = app.proposal.switch(/Step Finance approval added/);
		const way = app.proposal.switch(/now goes to Finance approval/);
		await step.click();
		await app.proposal.accepted(1, 3);
		expect(await way.getAttribute('aria-checked')).toBe('false');
		await way.click();
		await app.proposal.accepted(3, 3);
		expect(await step.getAttribute('aria-checked')).toBe('true');
	});

	test('that is rejected leaves the text byte for byte', async ({ app, program, home }) => {
		await trip(app, program);
		await ask(app, `${LIMIT} ${COST}`);
		await app.proposal.accepted(2, 2);
		await app.proposal.button('Reject').click();
		await app.toast.getByText('The proposal was rejected').waitFor();
		await app.design.editor.content.waitFor();
		expect(await app.design.editor.text()).toBe(TEXT);
		expect(await app.design.description.inputValue()).toBe('Trips are approved.');
		expect([home.drafts(), (await program.versions(1)).length]).toEqual([[], 1]);

		// And it can be had back
		await app.toast.getByRole('button', { name: 'Undo' }).click();
		await app.proposal.accepted(2, 2);
	});
});
