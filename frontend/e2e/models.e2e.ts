import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { Model } from './harness/model';
import { expect, test as base } from './harness/test';

const test = base.extend<{ model: Model }>({
	// eslint-disable-next-line no-empty-pattern -- vitest asks for a pattern even where a fixture needs no other
	model: async ({}, use) => {
		const model = new Model();
		await model.start();
		await use(model);
		await model.stop();
	},
});

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
});
