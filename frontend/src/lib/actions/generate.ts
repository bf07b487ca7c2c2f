import { accept, reject, type Desk, type OpenProposal } from '$lib/desk';
import { say } from '$lib/words';
import { named, takesText } from './action';

/** What a person can do with a proposal. */
export function generateActions(desk: Desk) {
	const inRoom = () => desk.room === 'proposal';
	const here = (target: EventTarget | null) => inRoom() && !takesText(target);
	const asked = () =>
		inRoom() && desk.proposal?.answer && !desk.proposal.busy ? null : say.generate.nothingYet;
	const act = (run: (proposal: OpenProposal) => unknown) => () => {
		if (desk.proposal) void run(desk.proposal);
	};
	return named({
		acceptChosen: {
			keys: 'Mod+Enter',
			applies: here,
			blocked: () => {
				const none = asked();
				if (none || desk.proposal?.fresh) return none;
				return desk.proposal?.chosen.length ? null : say.generate.nothingOn;
			},
			run: () => void accept(desk, false),
		},
		acceptAll: {
			blocked: () =>
				asked() ?? (desk.proposal?.fresh || desk.proposal?.changes.length ? null : say.generate.nothing),
			run: () => void accept(desk, true),
		},
		rejectProposal: {
			blocked: () => (inRoom() ? null : say.generate.nothingYet),
			run: () => reject(desk),
		},
		askAgain: {
			blocked: () => (inRoom() && desk.proposal ? null : say.generate.nothingYet),
			run: act((proposal) => proposal.ask()),
		},
		nextProposed: { keys: 'J', applies: here, blocked: asked, run: act((proposal) => proposal.step(1)) },
		previousProposed: { keys: 'K', applies: here, blocked: asked, run: act((proposal) => proposal.step(-1)) },
	});
}
