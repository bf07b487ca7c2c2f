import type { Desk } from '$lib/desk';
import { say } from '$lib/words';
import { named } from './action';
import { focusWhere, showShelf } from './regions';

/** What a person can do with files of workflows. */
export function filesActions(desk: Desk) {
	return named({
		importFiles: { keys: 'Mod+O', run: () => void desk.files.choose() },
		adoptFolder: { keys: 'Mod+Alt+O', run: () => void desk.files.chooseFolder() },
		selectWorkflows: {
			keys: 'Mod+Alt+X',
			blocked: () => (desk.shelf.workflows.length === 0 ? say.files.noWorkflow : null),
			run: () => {
				showShelf(desk);
				desk.shelf.beginSelecting();
				focusWhere('[data-selection] button');
			},
		},
	});
}
