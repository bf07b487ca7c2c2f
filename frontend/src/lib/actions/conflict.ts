import type { Desk, OpenConflict } from '$lib/desk';
import { takesText, type Action } from './action';

/** What a person can do while two versions are being brought together. */
export function conflictActions(desk: Desk) {
	const here = (target: EventTarget | null) => desk.room === 'conflict' && !takesText(target);
	const inRoom = () => desk.room === 'conflict';
	const blocked = () => (desk.conflict?.places.length ? null : 'Nothing is to be decided here.');
	const act = (run: (conflict: OpenConflict) => unknown) => () => {
		if (desk.conflict) void run(desk.conflict);
	};
	const place = (conflict: OpenConflict | null) => conflict?.places[conflict.current];
	return {
		takeMine: {
			name: 'Take mine',
			keys: '1',
			applies: here,
			blocked,
			run: act((conflict) => conflict.choose(conflict.current, 'mine')),
		},
		takeTheirs: {
			name: 'Take theirs',
			keys: '2',
			applies: here,
			blocked,
			run: act((conflict) => conflict.choose(conflict.current, 'theirs')),
		},
		editPlace: {
			name: 'Edit',
			keys: '3',
			applies: here,
			blocked,
			run: act((conflict) => conflict.edit(conflict.current)),
		},
		takeBoth: {
			name: 'Use both',
			keys: 'U',
			applies: here,
			blocked: () => {
				if (typeof place(desk.conflict)?.both === 'string') return null;
				return 'Both do not fit together here. Take one, or edit.';
			},
			run: act((conflict) => conflict.choose(conflict.current, 'both')),
		},
		nextPlace: {
			name: 'Next place',
			keys: 'J',
			applies: here,
			blocked,
			run: act((conflict) => conflict.step(1)),
		},
		previousPlace: {
			name: 'Previous place',
			keys: 'K',
			applies: here,
			blocked,
			run: act((conflict) => conflict.step(-1)),
		},
		undoDecision: {
			name: 'Undo the last decision',
			keys: 'Mod+Z',
			applies: here,
			blocked: () => (desk.conflict?.canUndo ? null : 'Nothing has been decided yet.'),
			run: act((conflict) => conflict.undo()),
		},
		finishMerge: {
			name: 'Finish',
			keys: 'Mod+Enter',
			applies: inRoom,
			blocked: () => {
				const conflict = desk.conflict;
				if (!conflict?.merge) return 'The two versions are being read.';
				if (conflict.open === 0) return null;
				return conflict.open === 1 ? 'One place is still open.' : `${conflict.open} places are still open.`;
			},
			run: act((conflict) => (conflict.finishing = true)),
		},
		setAside: {
			name: 'Set aside',
			keys: 'Escape',
			applies: here,
			run: () => {
				const decided = desk.conflict?.decided ?? 0;
				desk.go(desk.document ? 'design' : 'sync');
				desk.toasts.show({
					title: 'Set aside, both versions are kept',
					lines: [
						decided > 0
							? 'What you have decided so far is there again when you come back, until you close the app.'
							: 'Come back to it under Sync when you like.',
					],
				});
			},
		},
	} satisfies Record<string, Action>;
}
