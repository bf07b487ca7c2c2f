import type { Desk } from '$lib/desk';
import { say } from '$lib/words';
import { named } from './action';

/** How a person gets to everything by its name. */
export function paletteActions(desk: Desk) {
	const { palette } = desk;
	return named({
		openPalette: { keys: 'Mod+K', run: () => palette.show() },
		goToWorkflow: { keys: 'Mod+P', run: () => palette.show('workflows') },
		runCommand: { keys: 'Mod+Shift+P', run: () => palette.show('commands') },
		goToStep: {
			blocked: () => (desk.document ? null : say.actions.openFirst),
			run: () => palette.show('steps'),
		},
		goToVersion: {
			blocked: () => (desk.document?.base ? null : say.palette.noVersions),
			run: () => palette.show('versions'),
		},
	});
}
