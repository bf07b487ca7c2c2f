import type { Desk } from '$lib/desk';
import { say } from '$lib/words';
import { named, takesText } from './action';

/** What a person can do in the test room, besides what its own buttons do. */
export function testActions(desk: Desk) {
	const open = () => (desk.document ? null : say.actions.openFirst);
	const inRoom = () => (desk.room === 'test' ? null : say.simulate.openTestFirst);
	const here = (target: EventTarget | null) => desk.room === 'test' && !takesText(target);
	const step = (by: 1 | -1) => ({
		applies: here,
		blocked: () => inRoom() ?? (desk.test ? desk.test.blocked(by) : say.actions.openFirst),
		run: () => desk.test?.step(by),
	});
	return named({
		openTest: { keys: 'Mod+3', blocked: open, run: () => desk.go('test') },
		whoApproves: {
			keys: 'Mod+Shift+A',
			blocked: open,
			run: () => {
				desk.approving = true;
				desk.go('test');
			},
		},
		stepBack: { keys: 'Alt+ArrowLeft', ...step(-1) },
		stepForward: { keys: 'Alt+ArrowRight', ...step(1) },
		startAgain: {
			blocked: () => inRoom() ?? (desk.test ? null : say.actions.openFirst),
			run: () => desk.test?.again(),
		},
		exportPaths: {
			blocked: () => inRoom() ?? (desk.test ? null : say.actions.openFirst),
			run: () => desk.test?.exportPaths(),
		},
		saveScenario: {
			blocked: () => inRoom() ?? (desk.test ? desk.test.noScenario() : say.actions.openFirst),
			run: () => desk.test?.saveScenario(),
		},
		leaveTest: {
			keys: 'Escape',
			// What lies over the room is put away first.
			applies: (target: EventTarget | null) =>
				here(target) &&
				!desk.palette.open &&
				!(target instanceof Element && target.closest('[role="menu"], [role="dialog"]')),
			blocked: inRoom,
			run: () => desk.go('design'),
		},
	});
}
