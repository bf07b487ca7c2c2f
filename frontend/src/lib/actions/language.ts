import type { Desk, EditorHandle } from '$lib/desk';
import { say } from '$lib/words';
import { named } from './action';

/** What a person can do with the language of the text. */
export function languageActions(desk: Desk) {
	const blocked = () => (desk.room === 'design' && desk.editor ? null : say.actions.openFirst);
	const inEditor = (act: (editor: EditorHandle) => void) => ({
		blocked,
		run: () => {
			if (desk.editor) act(desk.editor);
		},
	});
	const step = (by: 1 | -1) => ({
		blocked,
		run: () => {
			desk.panel = 'problems';
			desk.editor?.nextProblem(by);
		},
	});
	return named({
		showProblems: {
			keys: 'Mod+Shift+M',
			blocked,
			run: () => (desk.panel = desk.panel === 'problems' ? null : 'problems'),
		},
		nextProblem: { keys: 'F8', ...step(1) },
		previousProblem: { keys: 'Shift+F8', ...step(-1) },
		mendHere: { keys: 'Alt+Enter', ...inEditor((editor) => editor.mendHere()) },
		upgradeAll: { ...inEditor((editor) => editor.upgrade()) },
		complete: {
			keys: 'Ctrl+Space',
			...inEditor((editor) => editor.complete()),
		},
		explain: { keys: 'Mod+F1', ...inEditor((editor) => editor.explain()) },
		rename: { keys: 'F2', ...inEditor((editor) => editor.rename()) },
		definition: { keys: 'F12', ...inEditor((editor) => editor.definition()) },
		uses: { keys: 'Shift+F12', ...inEditor((editor) => editor.uses()) },
		outline: {
			keys: 'Mod+Shift+O',
			blocked,
			run: () => (desk.outlining = !desk.outlining),
		},
		format: { keys: 'Alt+Shift+F', ...inEditor((editor) => editor.format()) },
	});
}
