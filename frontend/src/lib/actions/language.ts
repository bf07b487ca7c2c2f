import type { Desk, EditorHandle } from '$lib/desk';
import type { Action } from './action';

/** What a person can do with the language of the text. */
export function languageActions(desk: Desk) {
	const blocked = () => (desk.room === 'design' && desk.editor ? null : 'Open a workflow first.');
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
	return {
		showProblems: {
			name: 'Problems',
			keys: 'Mod+Shift+M',
			blocked,
			run: () => (desk.panel = desk.panel === 'problems' ? null : 'problems'),
		},
		nextProblem: { name: 'Next problem', keys: 'F8', ...step(1) },
		previousProblem: { name: 'Previous problem', keys: 'Shift+F8', ...step(-1) },
		mendHere: { name: 'Mend this problem', keys: 'Alt+Enter', ...inEditor((editor) => editor.mendHere()) },
		upgradeAll: { name: 'Upgrade all', ...inEditor((editor) => editor.upgrade()) },
		complete: {
			name: 'Suggest what fits here',
			keys: 'Ctrl+Space',
			...inEditor((editor) => editor.complete()),
		},
		explain: { name: 'Explain this place', keys: 'Mod+F1', ...inEditor((editor) => editor.explain()) },
		rename: { name: 'Rename everywhere', keys: 'F2', ...inEditor((editor) => editor.rename()) },
		definition: { name: 'Go to definition', keys: 'F12', ...inEditor((editor) => editor.definition()) },
		uses: { name: 'Show uses', keys: 'Shift+F12', ...inEditor((editor) => editor.uses()) },
		outline: {
			name: 'Outline',
			keys: 'Mod+Shift+O',
			blocked,
			run: () => (desk.outlining = !desk.outlining),
		},
		format: { name: 'Format', keys: 'Alt+Shift+F', ...inEditor((editor) => editor.format()) },
	} satisfies Record<string, Action>;
}
