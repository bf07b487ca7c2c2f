import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { describe } from 'vitest';
import { clean } from './harness/clean';
import type { Home } from './harness/home';
import { past } from './harness/past';
import type { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';
import type { App } from './pages';

describe('the figures', () => {
	test('of the company are those of what was saved', async ({ app, program, home }) => {
		// Given two workflows, one of which no runtime takes, that three people saved in the last months
		await givenAPast(app, program, home);
		const figures = await program.companyAnalytics();

		// When the figures of all time are looked at
		await app.go('Analytics');
		await app.page.getByRole('button', { name: 'All time' }).click();
		const room = app.page.getByRole('main', { name: 'Analytics' });

		// Then they say what the program says
		await expect.poll(() => tile(room, 'Workflows')).toBe(String(figures.workflows));
		await expect.poll(() => tile(room, 'Versions')).toBe(String(figures.versions));
		await expect.poll(() => tile(room, 'People')).toBe('3');
		await expect.poll(() => tile(room, 'Valid now')).toBe('50 %');
		expect(figures).toMatchObject({ workflows: 2, versions: 6 });

		// And each is drawn, and stands as a table beside
		const drawn = room.locator('.chart[role="img"]');
		await eventually(() => drawn.count()).toBe(5);
		const people = await tableOf(room, 'Who changed what');
		expect(people.map(([name, versions, workflows]) => [name, versions, workflows])).toEqual(
			figures.people.map((p) => [p.author, String(p.versions), String(p.workflows)]),
		);
		const saved = await tableOf(room, 'Versions saved');
		expect(sum(saved.map((row) => row.at(-1)))).toBe(6);
		const validity = await tableOf(room, 'Validity of workflows');
		expect(validity.at(-1)?.slice(1)).toEqual(['1', '1', '2']);
		const changed = await tableOf(room, 'Most changed workflows');
		expect(changed.map(([name, versions]) => [name, versions])).toEqual(
			figures.changed.map((w) => [w.name, String(w.versions)]),
		);

		// And its file holds the same numbers, with the bytes in full
		const csv = await csvOf(app, room, 'Storage used');
		expect(csv).toEqual([
			['Week from', 'Size in bytes'],
			...figures.points.map(({ from, bytes }) => [from.slice(0, 10), String(bytes)]),
		]);
		expect(Number(csv.at(-1)?.[1])).toBe(figures.storage.bytes_here);
	});

	test.for(['light', 'dark'] as const)(
		'of a workflow show how it grew and which steps change, in the %s theme',
		async (theme, { app, program, home }) => {
			// Given a workflow of which one step was changed again and again
			await givenAPast(app, program, home);
			await app.prefer(theme);
			const figures = await program.workflowAnalytics(1);

			// When its figures are looked at
			await app.go('Analytics');
			const room = app.page.getByRole('main', { name: 'Analytics' });
			await room.getByLabel('Figures of').selectOption({ label: figures.name });

			// Then the diagram of its latest version says of each step how often it changed, in words too
			const heat = room.getByRole('region', { name: 'How often steps change' });
			const picture = heat.locator('svg[role="img"]');
			const most = figures.steps[0];
			expect(most).toMatchObject({ here: true, heat: 1 });
			await eventually(() => picture.getAttribute('aria-label')).toContain(
				`${most?.name} (changed in ${most?.changes} versions)`,
			);
			const badges = figures.steps
				.filter(({ here }) => here)
				.map(({ changes }) => (changes === 1 ? '1 time' : `${changes} times`));
			await expect
				.poll(async () => (await picture.locator('.times text').allTextContents()).toSorted())
				.toEqual(badges.toSorted());
			await heat.getByText(`${most?.changes}, the most`).waitFor();
			await clean(app, 'the heat on the diagram');

			// And the table says the same, and who did it
			const steps = await tableOf(room, 'How often steps change');
			expect(steps.map(([name, id, changes]) => [name, id, changes])).toEqual(
				figures.steps.map((s) => [s.name, s.step, String(s.changes)]),
			);

			// And size and steps are those of each version, in its file too
			const rows = [...figures.versions];
			expect(rows).toHaveLength(5);
			const grown = await csvOf(app, room, 'Size and steps');
			expect(grown[0]).toEqual(['Version', 'When', 'By', 'Size in bytes', 'Steps', 'Changes']);
			expect(grown.slice(1).map(([, , by, bytes, count, changes]) => [by, bytes, count, changes])).toEqual(
				rows.map((v) => [v.author, v.size, v.step_count, v.changes].map((cell) => String(cell ?? ''))),
			);
			await tableOf(room, 'Size and steps');
			await clean(app, 'the figures of a workflow');
		},
	);

	test('say so when there are none', async ({ app }) => {
		await app.go('Analytics');
		await app.page.getByText('Nothing has been saved yet.').waitFor();
		await clean(app, 'no figures');
	});
});

/** Five versions of one workflow by two people, and one of another that is not valid, by a third. */
async function givenAPast(app: App, program: Program, home: Home): Promise<void> {
	const { yaml } = await program.template('expense_approval');
	const step = /^ {2}(\w+):\n {4}name: "?([^"\n]+)"?\n {4}type: decision/m.exec(yaml);
	if (!step) throw new Error('the template has no decision');
	const named = (name: string) => yaml.replace(step[0], step[0].replace(step[2] ?? '', name));
	await past(app, program, home, [
		{ author: 'Elena Markova', daysAgo: 100, yaml, comment: 'As the template has it' },
		{ author: 'Jonas Toft', daysAgo: 60, yaml: named('Look at it'), workflow: 1 },
		{ author: 'Jonas Toft', daysAgo: 30, yaml: named('Look at it well'), workflow: 1 },
		{ author: 'Elena Markova', daysAgo: 3, yaml: named('Look at it twice'), workflow: 1 },
		{ author: 'Jonas Toft', daysAgo: 2, yaml: `${named('Look at it twice')}# a note\n`, workflow: 1 },
		{ author: 'Ana Lindqvist', daysAgo: 1, yaml: 'workflow:\n  name: Not yet ready\n' },
	]);
}

/** What a tile says. */
async function tile(room: Locator, name: string): Promise<string> {
	const all = await room.locator('dl > div').allInnerTexts();
	const found = all.map((text) => text.split('\n')).find(([first]) => first === name);
	return found?.[1] ?? '';
}

/** The rows of a figure's table, which is shown for it. */
async function tableOf(room: Locator, name: string): Promise<string[][]> {
	const card = room.getByRole('region', { name });
	await card.getByRole('button', { name: 'Table' }).click();
	await card.getByRole('table').waitFor();
	const rows = await card.locator('tbody tr').all();
	return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
}

/** What the file of a figure holds that a person saves. */
async function csvOf(app: App, room: Locator, name: string): Promise<string[][]> {
	const waited = app.page.waitForEvent('download');
	await room.getByRole('button', { name: `Save ${name} as CSV` }).click();
	const download = await waited;
	expect(download.suggestedFilename()).toMatch(/\.csv$/);
	const text = readFileSync(await download.path(), 'utf8');
	expect(text).toMatch(/^\uFEFF/);
	return text
		.slice(1)
		.split('\r\n')
		.filter(Boolean)
		.map((line) => line.split(','));
}

const sum = (cells: readonly (string | undefined)[]) =>
	cells.reduce((total, cell) => total + Number(cell), 0);
