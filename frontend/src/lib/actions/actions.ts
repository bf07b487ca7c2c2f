import { deleteDraft, discardEdits, type Desk } from '$lib/desk';
import { EMPTY_WORKFLOW } from '$lib/document';
import { say } from '$lib/words';
import { inArea, named, type Action } from './action';
import { comfortActions } from './comfort';
import { conflictActions } from './conflict';
import { diagramActions } from './diagram';
import { filesActions } from './files';
import { generateActions } from './generate';
import { historyActions } from './history';
import { languageActions } from './language';
import { paletteActions } from './palette';
import { focusFind, nextRegion, showShelf } from './regions';
import { syncActions } from './sync';
import { tabActions } from './tabs';
import { testActions } from './test';

export type Actions = ReturnType<typeof actionsOf>;

/** Everything a person can do outside the settings, by name. */
export function actionsOf(desk: Desk) {
	const own = named({
		saveVersion: {
			keys: 'Mod+S',
			blocked: () => {
				if (!desk.document) return say.actions.openFirst;
				if (desk.document.dirty) return null;
				return say.actions.unchangedSince(desk.document.base?.number);
			},
			run: () => {
				if (desk.room !== 'design') desk.go('design');
				desk.saving = true;
			},
		},
		newWorkflow: {
			// A browser keeps Ctrl N for itself; the window of the app leaves it to us.
			keys: desk.window ? 'Mod+N' : undefined,
			run: () => void desk.openNew({ yaml: EMPTY_WORKFLOW }),
		},
		discardEdits: {
			blocked: () => (desk.document?.dirty ? null : say.actions.noEdits),
			run: () => discard(desk),
		},
		openWorkflows: {
			run: () => {
				const there = desk.room === 'design';
				desk.go('design');
				if (there && !desk.layout.shelfShown) desk.layout.toggleShelf();
			},
		},
		openHistory: { keys: 'Mod+Shift+H', run: () => desk.go('history') },
		openTemplates: { run: () => desk.go('templates') },
		openActivity: { keys: 'Mod+Alt+L', run: () => desk.go('activity') },
		openAnalytics: { run: () => desk.go('analytics') },
		openSettings: { keys: 'Mod+,', run: () => desk.go('settings') },
		connectBucket: {
			run: () => {
				desk.connecting = true;
				desk.go('settings', 'storage');
			},
		},
		openStorage: { run: () => desk.go('settings', 'storage') },
		openModels: { run: () => desk.go('settings', 'models') },
		openDoctor: { run: () => desk.go('settings', 'doctor') },
		openYou: { run: () => desk.go('settings', 'you') },
		findWorkflow: {
			keys: '/',
			also: ['Mod+Shift+F'],
			run: () => {
				showShelf(desk);
				focusFind();
			},
		},
		editLabels: {
			blocked: () => (desk.room === 'design' && desk.document && desk.editor ? null : say.actions.openFirst),
			run: () => (desk.labelling = true),
		},
		goToLine: {
			keys: 'Mod+Alt+G',
			inEditor: true,
			run: () => desk.editor?.goToLine(),
		},
		findInText: { keys: 'Mod+F', inEditor: true, run: () => desk.editor?.find() },
		undo: { keys: 'Mod+Z', inEditor: true, run: () => desk.editor?.undo() },
		redo: { keys: 'Mod+Shift+Z', inEditor: true, run: () => desk.editor?.redo() },
		nextRegion: { keys: 'F6', run: () => nextRegion(1) },
		previousRegion: { keys: 'Shift+F6', run: () => nextRegion(-1) },
	});
	return {
		...own,
		...paletteActions(desk),
		...inArea('tabs', tabActions(desk)),
		...comfortActions(desk),
		...inArea('text', languageActions(desk)),
		...inArea('diagram', diagramActions(desk)),
		...inArea('sync', syncActions(desk)),
		...filesActions(desk),
		...inArea('history', historyActions(desk)),
		...inArea('test', testActions(desk)),
		...inArea('conflict', conflictActions(desk)),
		...inArea('proposal', generateActions(desk)),
	} satisfies Record<string, Action>;
}

function discard(desk: Desk): void {
	const doc = desk.document;
	if (!doc) return;
	if (doc.base) return discardEdits(desk, doc);
	const draft = desk.shelf.newDrafts.find((other) => other.draft_id === doc.keeper.draftId);
	if (draft) void deleteDraft(desk, draft);
}
