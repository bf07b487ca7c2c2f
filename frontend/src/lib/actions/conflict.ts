import type { Desk, OpenConflict } from '$lib/desk';
import { say } from '$lib/words';
import { named, takesText } from './action';

/** What a person can do while two versions are being brought together. */
export function conflictActions(desk: Desk) {
	const here = (target: EventTarget | null) => desk.room === 'conflict' && !takesText(target);
	const inRoom = () => desk.room === 'conflict';
	const blocked = () => (desk.conflict?.places.length ? null : say.actions.nothingToDecide);
	const act = (run: (conflict: OpenConflict) => unknown) => () => {
		if (desk.conflict) void run(desk.conflict);
	};
	const place = (conflict: OpenConflict | null) => conflict?.places[conflict.current];
	return named({
		takeMine: {
			keys: '1',
			applies: here,
			blocked,
			run: act((conflict) => conflict.choose(conflict.current, 'mine')),
		},
		takeTheirs: {
			keys: '2',
			applies: here,
			blocked,
			run: act((conflict) => conflict.choose(conflict.current, 'theirs')),
		},
		editPlace: {
			keys: '3',
			applies: here,
			blocked,
			run: act((conflict) => conflict.edit(conflict.current)),
		},
		takeBoth: {
			keys: 'U',
			applies: here,
			blocked: () => {
				if (typeof place(desk.conflict)?.both === 'string') return null;
				return say.actions.bothDoNotFit;
			},
			run: act((conflict) => conflict.choose(conflict.current, 'both')),
		},
		nextPlace: {
			keys: 'J',
			applies: here,
			blocked,
			run: act((conflict) => conflict.step(1)),
		},
		previousPlace: {
			keys: 'K',
			applies: here,
			blocked,
			run: act((conflict) => conflict.step(-1)),
		},
		undoDecision: {
			keys: 'Mod+Z',
			applies: here,
			blocked: () => (desk.conflict?.canUndo ? null : say.actions.nothingDecided),
			run: act((conflict) => conflict.undo()),
		},
		finishMerge: {
			keys: 'Mod+Enter',
			applies: inRoom,
			blocked: () => {
				const conflict = desk.conflict;
				if (!conflict?.merge) return say.actions.beingRead;
				return conflict.open === 0 ? null : say.actions.stillOpen(conflict.open);
			},
			run: act((conflict) => (conflict.finishing = true)),
		},
		setAside: {
			keys: 'Escape',
			applies: here,
			run: () => {
				const decided = desk.conflict?.decided ?? 0;
				desk.go(desk.document ? 'design' : 'sync');
				desk.toasts.show({
					title: say.actions.asideKept,
					lines: [decided > 0 ? say.actions.asideDecided : say.actions.asideComeBack],
				});
			},
		},
	});
}
