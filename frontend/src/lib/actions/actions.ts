import type { Desk } from '$lib/desk';
import { EMPTY_WORKFLOW } from '$lib/document';
import type { Action } from './action';
import { conflictActions } from './conflict';
import { diagramActions } from './diagram';
import { historyActions } from './history';
import { languageActions } from './language';
import { focusFind, nextRegion } from './regions';
import { syncActions } from './sync';
import { tabActions } from './tabs';

export type Actions = ReturnType<typeof actionsOf>;

/** Everything a person can do outside the settings, by name. */
export function actionsOf(desk: Desk) {
	return {
		saveVersion: {
			name: 'Save version',
			keys: 'Mod+S',
			blocked: () => {
				if (!desk.document) return 'Open a workflow first.';
				if (desk.document.dirty) return null;
				return `Nothing has changed since v${desk.document.base?.number}.`;
			},
			run: () => {
				if (desk.room !== 'design') desk.go('design');
				desk.saving = true;
			},
		},
		newWorkflow: {
			name: 'New workflow',
			// A browser keeps Ctrl N for itself; the window of the app leaves it to us.
			keys: desk.window ? 'Mod+N' : undefined,
			run: () => void desk.openNew({ yaml: EMPTY_WORKFLOW }),
		},
		discardEdits: {
			name: 'Discard edits',
			blocked: () => (desk.document?.dirty ? null : 'There are no unsaved edits.'),
			run: () => discard(desk),
		},
		openWorkflows: { name: 'Workflows', run: () => desk.go('design') },
		openHistory: { name: 'History', keys: 'Mod+Shift+H', run: () => desk.go('history') },
		openTemplates: { name: 'Templates', run: () => desk.go('templates') },
		openSettings: { name: 'Settings', keys: 'Mod+,', run: () => desk.go('settings') },
		connectBucket: {
			name: 'Connect a bucket',
			run: () => {
				desk.connecting = true;
				desk.go('settings', 'storage');
			},
		},
		openStorage: { name: 'Storage settings', run: () => desk.go('settings', 'storage') },
		openYou: { name: 'You', run: () => desk.go('settings', 'you') },
		findWorkflow: {
			name: 'Find a workflow',
			keys: '/',
			run: () => {
				if (!['design', 'templates', 'sync'].includes(desk.room)) desk.go('design');
				focusFind();
			},
		},
		goToLine: {
			name: 'Go to line',
			keys: 'Mod+Alt+G',
			inEditor: true,
			run: () => desk.editor?.goToLine(),
		},
		findInText: { name: 'Find in the text', keys: 'Mod+F', inEditor: true, run: () => desk.editor?.find() },
		undo: { name: 'Undo', keys: 'Mod+Z', inEditor: true, run: () => desk.editor?.undo() },
		redo: { name: 'Redo', keys: 'Mod+Shift+Z', inEditor: true, run: () => desk.editor?.redo() },
		...tabActions(desk),
		...languageActions(desk),
		...diagramActions(desk),
		...syncActions(desk),
		...historyActions(desk),
		...conflictActions(desk),
		nextRegion: { name: 'Next region', keys: 'F6', run: () => nextRegion(1) },
		previousRegion: { name: 'Previous region', keys: 'Shift+F6', run: () => nextRegion(-1) },
	} satisfies Record<string, Action>;
}

function discard(desk: Desk): void {
	const doc = desk.document;
	if (!doc) return;
	const draft = desk.shelf.newDrafts.find((other) => other.draft_id === doc.keeper.draftId);
	if (doc.base === null) {
		if (draft) void desk.deleteDraft(draft);
		return;
	}
	const undo = doc.discardEdits();
	desk.toasts.show({
		title: `Back to v${doc.base.number}, edits discarded`,
		act: {
			name: 'Undo',
			run: async () => {
				undo();
				await doc.keeper.flush();
				if (desk.document !== doc && doc.workflowId !== undefined) await desk.openWorkflow(doc.workflowId);
			},
		},
	});
}
