import { accept, reject, type Desk, type OpenProposal } from '$lib/desk';
import { say } from '$lib/words';
import { named, takesText } from './action';

/** True where Space presses what has the focus. */
function pressable(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && target.closest('button, a, [role="tab"], [role="group"]') !== null;
}

/** What a person can do with a proposal. */
export function generateActions(desk: Desk) {
	const inRoom = () => desk.room === 'proposal';
	const here = (target: EventTarget | null) => inRoom() && !takesText(target);
	const asked = () => {
		const ready = inRoom() && desk.proposal?.answer && !desk.proposal.busy;
		return ready ? null : say.generate.nothingYet;
	};
	const anything = () => {
		const waits = asked();
		if (waits || desk.proposal?.fresh || desk.proposal?.changes.length) return waits;
		return say.generate.nothing;
	};
	const act = (run: (proposal: OpenProposal) => unknown) => () => {
		if (desk.proposal) void run(desk.proposal);
	};
	return named({
		acceptChosen: {
			keys: 'Mod+Enter',
			applies: here,
			blocked: () => {
				const { proposal } = desk;
				const reason = anything();
				if (reason || proposal?.fresh || proposal?.chosen.length) return reason;
				return say.generate.nothingOn;
			},
			run: () => void accept(desk, false),
		},
		acceptAll: { blocked: anything, run: () => void accept(desk, true) },
		rejectProposal: {
			keys: 'Escape',
			applies: here,
			blocked: () => (inRoom() ? null : say.generate.nothingYet),
			run: () => reject(desk),
		},
		askAgain: {
			blocked: () => (inRoom() && desk.proposal ? null : say.generate.nothingYet),
			run: act((proposal) => proposal.ask()),
		},
		switchChange: {
			keys: 'Space',
			applies: (target) => here(target) && !pressable(target),
			blocked: () => asked() ?? (desk.proposal?.changes.length ? null : say.generate.nothing),
			run: act((proposal) => proposal.switch(proposal.current)),
		},
		nextProposed: { keys: 'J', applies: here, blocked: asked, run: act((proposal) => proposal.step(1)) },
		previousProposed: {
			keys: 'K',
			applies: here,
			blocked: asked,
			run: act((proposal) => proposal.step(-1)),
		},
	});
}
