import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FileChooser } from 'playwright-core';
import { describe } from 'vitest';
import { Home } from './harness/home';
import { Program } from './harness/program';
import { eventually, expect, test } from './harness/test';

const text = (name: string, more = '') => `name: "${name}"\n${more}`;

/** Puts a file where a person has it, and gives its path. */
function put(home: Home, name: string, content: string | Buffer): string {
	const path = join(home.root, name);
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, content);
	return path;
}

const save = (program: Program, yaml: string, comment = '', id?: number) =>
	program.save({ workflow_id: id, yaml_content: yaml, prompt: '', version_comment: comment });

/** A zip of files that are not compressed. */
function zipOf(files: Record<string, string | Buffer>): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const [name, content] of Object.entries(files)) {
		const bytes = Buffer.from(content);
		// Version 20, no flags, stored, the first day that a zip can name; checksum, both sizes, length of the name.
		const about = Buffer.alloc(26);
		about.writeUInt16LE(20, 0);
		about.writeUInt16LE(0x21, 8);
		about.writeUInt32LE(crc32(bytes), 10);
		about.writeUInt32LE(bytes.length, 14);
		about.writeUInt32LE(bytes.length, 18);
		about.writeUInt16LE(name.length, 22);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(at, 10);
		parts.push(Buffer.from('PK\x03\x04'), about, Buffer.from(name), bytes);
		directory.push(Buffer.from('PK\x01\x02\x14\0'), about, place, Buffer.from(name));
		at += 30 + name.length + bytes.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06');
	end.writeUInt16LE(Object.keys(files).length, 8);
	end.writeUInt16LE(Object.keys(files).length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, list, end]);
}

/** All versions of all workflows, oldest first: their texts and what was said of them. */
async function everything(program: Program): Promise<unknown[]> {
	const all: unknown[] = [];
	for (const { workflow_id } of (await program.workflows()).sort((a, b) => a.workflow_id - b.workflow_id)) {
		for (const version of (await program.versions(workflow_id)).reverse()) {
			const { yaml_content } = await program.version(workflow_id, version.local_id);
			// What the program answers is what is on the disk.
			expect(program.home.versionFile(workflow_id, version.local_id)).toBe(yaml_content);
			const { number, author, version_comment } = version;
			all.push([workflow_id, number, author, version_comment, yaml_content]);
		}
	}
	return all;
}

describe('files that are dropped onto the window', () => {
	test('a YAML file opens as a draft, exactly as it is', async ({ app, home }) => {
		const yaml = '\ufeffname: "Cuti"\r\n# tetap\r\n';
		// When a YAML file is held over the window
		const letGo = await app.files.hold(put(home, 'cuti.yaml', yaml));
		// Then it says what will happen
		await app.page.getByText('A YAML file opens as a new draft.').waitFor();
		// and when it is let go, it is open
		await letGo();
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual([yaml]);
		await app.design.editor.content.getByText('# tetap').waitFor();
	});

	test('a YAML file that is chosen on the first screen opens as a draft too', async ({ app, home }) => {
		const path = put(home, 'cuti.yaml', 'name: Cuti\r\n');
		let chooser: FileChooser | undefined;
		app.page.on('filechooser', (shown) => (chooser = shown));
		// A browser asks for files only within a moment of the click, which a busy computer lets pass.
		await eventually(async () => {
			if (!chooser) await app.page.getByRole('button', { name: /Open a YAML file/ }).click();
			return chooser !== undefined;
		}).toBe(true);
		await chooser?.setFiles(path);
		await eventually(() => home.drafts().map((draft) => draft.yaml_content)).toEqual(['name: Cuti\r\n']);
	});

	test('a folder that is adopted shows what it holds, and is taken in and back', async ({
		app,
		home,
		program,
	}) => {
		// Given a folder of workflows, with folders in it
		await save(program, text('Here'));
		await app.reload();
		put(home, 'processes/leave.yaml', text('Leave'));
		put(home, 'processes/hr/travel.yml', text('Travel'));
		put(home, 'processes/.git/config.yaml', text('Hidden'));
		put(home, 'processes/README.md', '# Read');
		let chooser: FileChooser | undefined;
		app.page.on('filechooser', (shown) => (chooser = shown));
		// When it is chosen
		await eventually(async () => {
			if (!chooser) await app.page.keyboard.press('Control+Alt+o');
			return chooser !== undefined;
		}).toBe(true);
		await chooser?.setFiles(join(home.root, 'processes'));
		// Then its workflows are offered, and nothing else
		await eventually(async () => (await app.files.chosen()).length).toBe(2);
		await app.files.act('Import 2');
		await app.files.summary.getByText('2 new workflows').waitFor();
		expect((await program.workflows()).map(({ name }) => name).sort()).toEqual(['Here', 'Leave', 'Travel']);
		// and taken back
		await app.files.act('Undo the import');
		await app.files.summary.getByText('The import was taken back').waitFor();
		expect((await program.workflows()).map(({ name }) => name)).toEqual(['Here']);
	});

	test('a file of a workflow that is here asks, and becomes its next version', async ({
		app,
		home,
		program,
	}) => {
		// Given a workflow
		await save(program, text('Leave'));
		await app.reload();
		// When another text of it is dropped and imported
		await app.files.drop(put(home, 'leave.yaml', text('Leave', '# new\n')));
		await eventually(() => app.files.chosen()).toEqual(['New version of Leave (1)']);
		await app.files.review.getByLabel('Comment').fill('From the mail');
		await app.files.act('Import 1');
		// Then it has a version more
		await app.files.summary.getByText('1 workflow got new versions').waitFor();
		expect(home.workflowFile(1)).toBe(text('Leave', '# new\n'));
		expect(home.journal(1).map(({ comment }) => comment ?? '')).toEqual(['', 'From the mail']);
		// and when that is taken back, the text before is the latest again
		await app.files.act('Undo the import');
		await app.files.summary.getByText('The import was taken back').waitFor();
		expect(home.workflowFile(1)).toBe(text('Leave'));
		expect(await program.versions(1)).toHaveLength(3);
	});

	test('many are looked at first; what cannot be taken in says why, and nothing is lost', async ({
		app,
		home,
		program,
	}) => {
		// Given a workflow, and a folder of files: new, the same, broken, and no workflows at all
		await save(program, text('Leave'));
		await app.reload();
		put(home, 'given/a-travel.yaml', text('Travel'));
		put(home, 'given/b-leave.yaml', text('Leave'));
		put(home, 'given/c-again.yml', text('Travel'));
		put(home, 'given/d-broken.yaml', 'name: [');
		put(home, 'given/e-binary.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255]));
		put(home, 'given/f-empty.yaml', '');
		put(home, 'given/g-latin.yaml', Buffer.from('name: "Urlaubsantr\xe4ge"\n', 'latin1'));
		put(home, 'given/h-large.yaml', text('Large', '# x\n'.repeat(300_000)));
		put(home, 'given/i-broken.zip', 'PK\u0003\u0004 and no more');
		put(home, 'given/readme.txt', 'not asked for');
		// When the folder is dropped
		await app.files.drop(join(home.root, 'given'));
		// Then each says what is done with it
		await eventually(() => app.files.chosen()).toEqual([
			'New workflow',
			'Leave out',
			'Leave out',
			'Leave out',
		]);
		await app.files.row('b-leave').getByText('Identical to Leave').waitFor();
		await app.files.row('c-again').getByText('Identical to a-travel.yaml').waitFor();
		await app.files.row('d-broken').getByText('Not YAML').waitFor();
		const refused = await app.files.refused.allInnerTexts();
		const codes = refused.map((said) => said.trim().split(/\s+/).at(-1));
		expect(codes).toEqual([
			'invalid_content',
			'invalid_content',
			'invalid_content',
			'too_large',
			'invalid_archive',
		]);
		for (const said of refused) expect(said).toMatch(/\. .*\./);
		// and nothing has happened yet
		expect(await program.workflows()).toHaveLength(1);
		// When the broken one is wanted as a draft, and all is imported
		await app.files.choice('d-broken').selectOption('draft');
		await app.files.act('Import 2');
		await app.files.summary.getByText('1 new workflow, 1 new draft, 7 left out').waitFor();
		expect(home.workflowFile(2)).toBe(text('Travel'));
		expect(home.workflowFile(1)).toBe(text('Leave'));
		expect(home.drafts().map((draft) => draft.yaml_content)).toEqual(['name: [']);
	});
});

describe('a zip', () => {
	test('of everything gives the same versions on another computer, byte for byte', async ({
		app,
		program,
		browser,
	}) => {
		// Given workflows with histories
		await save(program, text('Leave', '# ä\r\n'), 'First');
		await save(program, text('Leave', '\t# 2\n'), 'Second', 1);
		await save(program, text('Travel'), 'Alone');
		const before = await everything(program);
		await app.reload();
		// When all of them are exported
		await app.page.keyboard.press('Control+Alt+x');
		await app.files.selectAct('Select all 2');
		const download = app.page.waitForEvent('download');
		await app.files.selectAct('Export');
		await app.files.selectAct('Every version');
		const zip = join(program.home.root, 'all.zip');
		await (await download).saveAs(zip);
		// and imported on another computer
		const home = new Home('Bea Costa');
		const other = new Program(home);
		await other.start();
		const context = await browser.newContext();
		try {
			const page = await context.newPage();
			const { App } = await import('./pages');
			const there = new App(page);
			await there.open(other.url);
			let chooser: FileChooser | undefined;
			page.on('filechooser', (shown) => (chooser = shown));
			// A browser asks for files only within a moment of the key, which a busy computer lets pass.
			await eventually(async () => {
				if (!chooser) await page.keyboard.press('Control+o');
				return chooser !== undefined;
			}).toBe(true);
			await chooser?.setFiles(zip);
			await eventually(() => there.files.chosen()).toEqual(['New workflow', 'New workflow']);
			await there.files.act('Import 2');
			await there.files.summary.getByText('2 new workflows').waitFor();
			// Then they are the same there
			expect(await everything(other)).toEqual(before);
		} finally {
			await context.close();
			await other.stop();
			home.remove();
		}
	});

	test('with conflicts and broken files says of each what is done, and takes the others in', async ({
		app,
		home,
		program,
	}) => {
		// Given two workflows, and a zip with another text of the first, the text of the second, a new one, and what cannot be read
		await save(program, text('Leave'));
		await save(program, text('Travel'));
		await app.reload();
		const zip = zipOf({
			'a-leave.yaml': text('Leave', '# theirs\r\n'),
			'b-travel.yaml': text('Travel'),
			'c-loan.yaml': text('Loan'),
			'd-broken.yaml': 'name: [',
			'e-empty.yaml': '',
			'f-latin.yaml': Buffer.from('name: "Urlaubsantr\xe4ge"\n', 'latin1'),
			'readme.txt': 'not asked for',
		});
		// When it is dropped
		await app.files.drop(put(home, 'mixed.zip', zip));
		// Then each says what is done with it
		await eventually(() => app.files.chosen()).toEqual([
			'New version of Leave (1)',
			'Leave out',
			'New workflow',
			'Leave out',
		]);
		await app.files.row('b-travel').getByText('Identical to Travel').waitFor();
		await app.files.row('d-broken').getByText('Not YAML').waitFor();
		const codes = (await app.files.refused.allInnerTexts()).map((said) => said.trim().split(/\s+/).at(-1));
		expect(codes).toEqual(['invalid_content', 'invalid_content']);
		await app.files.review.getByText('1 other file in the zip is no workflow').waitFor();
		// When it is imported
		await app.files.act('Import 2');
		await app.files.summary.getByText('1 new workflow, 1 workflow got new versions, 4 left out').waitFor();
		// Then the first has a version more, the second is as it was, and the new one is there
		expect(home.workflowFile(1)).toBe(text('Leave', '# theirs\r\n'));
		expect((await program.versions(1)).length).toBe(2);
		expect((await program.versions(2)).length).toBe(1);
		expect(home.workflowFile(3)).toBe(text('Loan'));
		expect(await program.workflows()).toHaveLength(3);
	});

	test('that is imported can be stopped midway, and what was taken in can be taken back', async ({
		app,
		home,
		program,
	}) => {
		// Given so many files that it takes a while
		const paths = Array.from({ length: 800 }, (_, i) =>
			put(home, `many/${i}.yaml`, text(`Workflow ${i}`, '# a line\n'.repeat(2_000))),
		);
		await app.files.drop(...paths);
		await app.files.rows.first().waitFor();
		// When they are imported, and that is cancelled once it is seen to go on
		await app.files.act('Import 800');
		await expect
			.poll(async () => Number(await app.files.progress.getAttribute('aria-valuenow')), { interval: 5 })
			.toBeGreaterThan(0);
		await app.files.act('Cancel');
		// Then it says how far it came, and that much is there
		await app.files.summary.getByText('Import cancelled').waitFor();
		const there = await program.workflows();
		expect(there.length).toBeGreaterThan(0);
		expect(there.length).toBeLessThan(800);
		await app.files.summary.getByText(`${800 - there.length} not reached`).waitFor();
		// and it can be taken back
		await app.files.act('Undo the import');
		await app.files.summary.getByText('The import was taken back').waitFor();
		expect(await program.workflows()).toEqual([]);
	});
});
