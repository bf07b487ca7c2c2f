import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../pages';
import type { Home } from './home';
import type { Program } from './program';

/** A version that somebody saved some time ago. */
export interface Saved {
	author: string;
	daysAgo: number;
	yaml: string;
	comment?: string;
	/** Left out, it makes the next workflow. */
	workflow?: number;
}

/**
 * Gives a computer a past: leaves the page, stops the program, saves the versions with the program's own command, one after the other,
 * and sets the clock of each back in its journal. The index and the activity log are made from the journals when it starts again.
 */
export async function past(app: App, program: Program, home: Home, saves: readonly Saved[]): Promise<void> {
	// A page that is left asks nothing of a program that is gone.
	await app.page.goto('about:blank');
	await program.stop();
	const me = home.env.DESIGNER_AUTHOR ?? '';
	const times = new Map<number, string[]>();
	let workflows = 0;
	for (const { author, daysAgo, yaml, comment = '', workflow } of saves) {
		const id = workflow ?? ++workflows;
		const file = join(home.root, 'saved.yaml');
		writeFileSync(file, yaml);
		home.env.DESIGNER_AUTHOR = author;
		const on = workflow === undefined ? [] : ['--workflow', String(workflow)];
		await program.commandText('save', ...on, '--comment', comment, file);
		times.set(id, [...(times.get(id) ?? []), new Date(Date.now() - daysAgo * 86_400_000).toISOString()]);
	}
	home.env.DESIGNER_AUTHOR = me;
	for (const [id, moments] of times) {
		const path = home.journalFile(id);
		const lines = readFileSync(path, 'utf8')
			.split('\n')
			.map((line) =>
				line.includes('"event":"version"')
					? line.replace(/"created_at":"[^"]*"/, `"created_at":"${moments.shift()}"`)
					: line,
			);
		writeFileSync(path, lines.join('\n'));
	}
	for (const made of ['index.sqlite', 'index.sqlite-wal', 'index.sqlite-shm'])
		rmSync(join(home.files, made), { force: true });
	if (existsSync(home.activityFile)) rmSync(home.activityFile);
	await program.start();
	await app.open(program.url);
}
