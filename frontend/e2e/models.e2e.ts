import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { Model } from './harness/model';
import { clean } from './harness/clean';
import { expect, test as base } from './harness/test';
import type { App } from './pages';

const test = base.extend<{ model: Model }>({
	// eslint-disable-next-line no-empty-pattern -- vitest asks for a pattern even where a fixture needs no other
	model: async ({}, use) => {
		const model = new Model();
		await model.start();
		await use(model);
		await model.stop();
	},
});

const WORKFLOW = `name: Leave
form:
  fields:
    - name: days
      type: number
      label: Days
workflow:
  manager:
    name: Manager
    type: decision
    approver: \${requestor.manager}
    on_approve: {continue_to: done}
    on_reject: {continue_to: done}
  done: {name: Done, type: end}
`;

const fenced = (yaml: string) =>
	'Here it is.\n\n```yaml\n' + yaml + '```\n+ "the manager approves" -> manager: One decision\n';

/** Waits for something that the story lets happen. */
function gate(): { opens: Promise<void>; open: () => void } {
	let open = () => {};
	const opens = new Promise<void>((resolve) => (open = resolve));
	return { opens, open };
}

async function setUp(app: App, url: string): Promise<void> {
	await app.go('Settings');
	await app.settings.open('Models');
	await app.settings.describeModel({ endpoint: url, name: 'test-model' });
	await app.settings.price('2', '8');
	await app.settings.save.click();
	await app.toast.getByText('Settings saved').waitFor();
	await app.go('Templates');
	await app.start.room.getByLabel('What makes it').selectOption('test-model');
}

const KEY = 'sk-e2e-PLANTED-KEY-ODc2';

describe('a model', () => {
	test('is set up, tried with a wrong and a right key, and its key is never told', async ({
		app,
		home,
		program,
		model,
		watch,
	}) => {
		// Given the settings of a model whose key is wrong
		await app.go('Settings');
		await app.settings.open('Models');
		model.plan({ refuses: 401, message: `Incorrect API key provided: ${KEY}` }, { says: 'ready' });
		await app.settings.describeModel({ endpoint: model.url, name: 'test-model', key: KEY });
		// When it is tried
		await app.settings.tryModel();
		// Then that is said, with what to do
		await app.settings.room.getByText('refused the key').waitFor();
		// When it is tried again
		await app.settings.tryModel();
		// Then it answers
		await app.settings.room.getByText('test-model answered').waitFor();
		expect(model.questions.map(({ authorization }) => authorization)).toEqual([
			`Bearer ${KEY}`,
			`Bearer ${KEY}`,
		]);

		// When it is saved
		await app.settings.save.click();
		await app.toast.getByText('Settings saved').waitFor();
		// Then the key is in the file for keys and nowhere else
		await app.settings.room.getByText('A file only you can read').waitFor();
		const settings = readFileSync(join(home.root, 'config', 'workflow-designer', 'settings.json'), 'utf8');
		expect(settings).toContain('"model_name": "test-model"');
		expect(settings).not.toContain(KEY);
		expect(program.log).not.toContain(KEY);
		expect(await app.page.content()).not.toContain(KEY);
		expect((await watch.answers()).join('\n')).not.toContain(KEY);
	});

	test('is chosen, seen at work, mends its answer, and what it made is accepted and saved with its name', async ({
		app,
		home,
		model,
	}) => {
		// Given a model that writes a workflow with an error first
		await setUp(app, model.url);
		const half = gate();
		model.plan(
			{ says: fenced(WORKFLOW.replace('type: decision', 'type: desicion')) },
			{ says: fenced(WORKFLOW), half: half.opens },
		);
		// When it is asked
		await app.start.description.fill('Employees ask for leave, the manager approves.');
		await app.start.generate.click();
		// Then it is seen at work, with what it mends
		const work = app.proposal.room.getByRole('region', { name: 'test-model makes a proposal' });
		await work.getByText(/It mends \d+ problems?, time 1 of 3/).waitFor();
		await work.getByText('name: Leave').waitFor();
		await clean(app, 'a model at work');
		half.open();
		// And what it made is shown, with what it cost and which words led to what
		await app.proposal.shown();
		await app.status
			.getByText(/Made by test-model in .* s, [\d,]+ tokens read, \d+ written, US\$ 0\.02/)
			.waitFor();
		await app.proposal.understood.getByText('One decision').waitFor();
		expect(model.questions[1]?.messages.at(-1)?.content).toContain('desicion');
		await clean(app, 'what a model proposes');
		// When it is accepted and saved
		await app.proposal.button(/^Accept/).click();
		await app.design.editor.content.waitFor();
		await app.save('');
		// Then the version says which model it was
		expect(home.workflowFile(1)).toBe(WORKFLOW);
		expect(home.journal(1).some((line) => 'generator' in line && line.generator === 'test-model')).toBe(true);
	});

	test('is stopped, refuses a key, writes nonsense and goes away, and nothing is touched', async ({
		app,
		home,
		model,
		watch,
	}) => {
		await setUp(app, model.url);
		await app.start.description.fill('The manager approves expenses.');

		// When it is stopped in the middle
		const never = gate();
		model.plan({ says: fenced(WORKFLOW), half: never.opens });
		await app.start.generate.click();
		const work = app.proposal.room.getByRole('region', { name: 'test-model makes a proposal' });
		await work.getByText('name: Leave').waitFor();
		await work.getByRole('button', { name: 'Stop' }).click();
		// Then that is said, with what came until then
		await app.proposal.room.getByText('The model was stopped.').waitFor();
		await app.proposal.room
			.getByRole('region', { name: 'What it has written' })
			.getByText('name: Leave')
			.waitFor();

		// When it refuses the key
		model.plan({ refuses: 401, message: 'no' });
		await app.proposal.room.getByRole('button', { name: 'Try again' }).click();
		await app.proposal.room.getByText('asks for a key, and none is entered').waitFor();

		// When it writes nonsense, four times
		model.plan(...Array.from({ length: 4 }, () => ({ says: 'I would rather write a poem.' })));
		await app.proposal.room.getByRole('button', { name: 'Try again' }).click();
		// Then what came is shown, and no proposal is made of it
		await app.proposal.room.getByText('There is no workflow in what test-model answered').waitFor();
		await app.proposal.room.getByText('I would rather write a poem.').waitFor();
		await clean(app, 'what a model wrote that is no workflow');

		// When it has gone away
		await model.stop();
		await app.proposal.room.getByRole('button', { name: 'Try again' }).click();
		// Then the offline generator makes it, and that is said
		await app.proposal.room.getByText('The offline generator made this instead.').waitFor();
		await app.proposal.shown();
		expect(home.journal(1)).toEqual([]);
		watch.expect(/503/);
		never.open();
	});
});
