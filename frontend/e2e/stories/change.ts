import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../harness/home';
import type { Program } from '../harness/program';
import { eventually, expect } from '../harness/test';
import type { Stage } from '../harness/window';
import { editorDrawn } from '../harness/window';

/** Where the list of workflows is, in pixels; nothing else stands below its last row. */
const SHELF = { x: 60, y: 110, width: 180, height: 750 };

// Colours of the light theme that nothing else on the same screen has.
const SELECTED_STEP = '#c9d4f3';
const FIELD_IN_USE = '#d9e1f9';
const CHOSEN_ITEM = '#eceef2';
const CHOSEN_ROW = '#e3e8f3';
const WAY = '#98a0ae';
const WORD_ADDED = '#b4e3c6';
const STEP_ADDED = '#e2f4ea';

type Here = Pick<Stage, 'open' | 'display'> & { home: Home; program: Program };

/**
 * The whole way of a change, in the real window: a workflow is opened, gets a step in its diagram, is saved, compared with
 * what it was, and restored. After each act it asserts what is on disk. keep takes a picture of what is on the screen.
 */
export async function changeAndRestore(
	{ open, display, home, program }: Here,
	keep: (name: string) => Promise<void>,
): Promise<void> {
	// Given a workflow that was saved
	const { yaml: first, prompt } = await program.template('purchase_request');
	await program.stop();
	const file = join(home.root, 'purchase-request.yaml');
	writeFileSync(file, first);
	await program.commandText('save', '--prompt', prompt, '--comment', 'As Finance uses it', file);
	const comments = () => home.journal(1).map(({ comment }) => comment);
	expect(comments()).toEqual(['As Finance uses it']);
	const draft = () => home.drafts().map(({ yaml_content }) => yaml_content)[0] ?? '';
	const step = async () => (await display.still()).place(SELECTED_STEP);

	// When it is opened with the mouse
	await open();
	await display.click(SHELF.x + 40, (await display.still()).lowest(SHELF) - 4);
	await editorDrawn(display);
	await eventually(async () => (await display.look()).of(WAY)).toBeGreaterThan(0.0005);
	await display.still();
	await keep('1-opened');
	// Then nothing has been written
	expect(home.drafts()).toEqual([]);

	// When the first step is gone to by key, then the second, and the first again with the mouse
	await display.press('ctrl+e', 'Home');
	await eventually(step).not.toBeNull();
	const manager = await step();
	if (!manager) throw new Error('no step is selected');
	await display.press('Down');
	await eventually(step).not.toEqual(manager);
	await display.clickIn(manager);
	await eventually(step).toEqual(manager);
	// and a step is added after it
	const before = await display.still();
	await display.press('ctrl+alt+n');
	const item = async () => (await display.still()).place(CHOSEN_ITEM, before);
	await eventually(async () => (await item())?.width ?? 0).toBeGreaterThan(200);
	const decision = await item();
	if (!decision) throw new Error('no item is chosen');
	await display.clickIn(decision);
	// Then it stands in the text, between the first step and where that led, and everything else is as it was
	await eventually(draft).toContain('name: New decision');
	const [added = ''] = /\n {2}new_decision:\n(?: {4}.*\n)+/.exec(draft()) ?? [];
	expect(added).toContain('continue_to: amount_check');
	const without = draft()
		.replace(added, '')
		.replace('continue_to: new_decision', 'continue_to: amount_check');
	expect(without.replace(/\n+/g, '\n')).toBe(first.replace(/\n+/g, '\n'));

	// When it is given a name
	await eventually(async () => (await display.look()).of(FIELD_IN_USE)).toBeGreaterThan(0.0003);
	await display.press('ctrl+a');
	await display.type('Second look');
	await display.press('Return');
	// Then that is in the text too
	await eventually(draft).toContain('name: Second look');
	expect(home.workflowFile(1)).toBe(first);
	await display.still();
	await keep('2-step-added');

	// When it is saved with a comment
	const fields = await display.still();
	await display.press('ctrl+s');
	await eventually(
		async () => (await display.look()).place(FIELD_IN_USE, fields)?.width ?? 0,
	).toBeGreaterThan(300);
	await display.type('Ask a second time');
	await eventually(() => home.drafts().map(({ version_comment }) => version_comment)).toEqual([
		'Ask a second time',
	]);
	await display.still();
	await keep('3-saving');
	const second = draft();
	await display.press('ctrl+Return');
	// Then it is a version on top of the first, which is untouched
	await eventually(comments).toEqual(['As Finance uses it', 'Ask a second time']);
	await eventually(() => home.workflowFile(1)).toBe(second);
	await eventually(() => home.drafts()).toEqual([]);

	// When the two are compared
	await display.press('ctrl+shift+h');
	await eventually(async () => (await display.look()).of(CHOSEN_ROW)).toBeGreaterThan(0.012);
	await display.still();
	await display.press('c');
	// Then what was added is told in the diagrams and in the text
	await eventually(async () => (await display.look()).of(STEP_ADDED)).toBeGreaterThan(0.001);
	await eventually(async () => (await display.look()).of(WORD_ADDED)).toBeGreaterThan(0.001);
	await display.still();
	await keep('4-compared');

	// When the older one is restored
	await display.press('ctrl+alt+r');
	// Then it is the latest again, as a version of its own, and the one between is kept
	await eventually(() => home.journal(1).length).toBe(3);
	await eventually(() => home.workflowFile(1)).toBe(first);
	const versions = home.journal(1).map(({ uid = '' }) => home.versionFile(1, uid));
	expect(versions).toEqual([first, second, first]);
	expect(await program.commandText('show', '1')).toBe(first);
	await eventually(async () => (await display.still()).of(STEP_ADDED)).toBeLessThan(0.001);
	await keep('5-restored');
}
