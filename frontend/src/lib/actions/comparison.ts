import { copyText, WORKING, type Comparing, type Desk } from '$lib/desk';
import { exactly, given, say } from '$lib/words';
import { named, takesText } from './action';

/** What a person can do with two versions side by side. */
export function comparisonActions(desk: Desk, versionAt: (target: EventTarget | null) => string | null) {
	const here = (target: EventTarget | null) => desk.room === 'history' && !takesText(target);
	const comparing = () => (desk.room === 'history' ? (desk.timeline?.comparing ?? null) : null);
	const inComparison = (target: EventTarget | null) => here(target) && comparing() !== null;
	const compared = () => (comparing()?.answer ? null : say.compare.compareFirst);
	const onRow = (target: EventTarget | null) => here(target) && versionAt(target) !== null;
	const noRow = () => (versionAt(document.activeElement) ? null : say.actions.chooseVersion);
	const pick = (side: 'a' | 'b') => () => {
		const id = versionAt(document.activeElement);
		if (id && desk.timeline?.pick(side, id) === false) desk.toasts.show({ title: say.compare.oneOnly });
	};
	return named({
		compareVersions: {
			keys: 'C',
			applies: here,
			blocked: () => {
				if (!desk.timeline) return say.actions.chooseVersion;
				const versions = desk.timeline.versions ?? [];
				if (versions.length > 1 || (versions.length === 1 && desk.document?.dirty)) return null;
				return say.compare.oneOnly;
			},
			run: () => {
				if (desk.timeline?.comparing) void desk.timeline.stopComparing();
				else desk.timeline?.compare();
			},
		},
		pickA: { keys: 'A', applies: onRow, blocked: noRow, run: pick('a') },
		pickB: { keys: 'B', applies: onRow, blocked: noRow, run: pick('b') },
		swapVersions: {
			keys: 'S',
			applies: inComparison,
			blocked: compared,
			run: () => void comparing()?.swap(),
		},
		nextChange: {
			keys: 'J',
			applies: inComparison,
			blocked: () => compared() ?? differs(comparing()),
			run: () => comparing()?.step(1),
		},
		previousChange: {
			keys: 'K',
			applies: inComparison,
			blocked: () => compared() ?? differs(comparing()),
			run: () => comparing()?.step(-1),
		},
		copyChanges: {
			keys: 'Y',
			applies: inComparison,
			blocked: () => compared() ?? differs(comparing()),
			run: () => void copyChanges(desk),
		},
		leaveComparison: {
			keys: 'Escape',
			applies: (target: EventTarget | null) =>
				inComparison(target) && !desk.timeline?.selected.size && !desk.timeline?.tagging,
			blocked: () => (comparing() ? null : say.compare.compareFirst),
			run: () => void desk.timeline?.stopComparing(),
		},
	});
}

function differs(comparing: Comparing | null): string | null {
	return comparing?.answer?.changes.length === 0 ? say.compare.same : null;
}

/** Puts what changed into the clipboard, as somebody would write it into a message. */
async function copyChanges(desk: Desk): Promise<void> {
	const comparing = desk.timeline?.comparing;
	if (!comparing?.sides) return;
	const name = (id: 'a' | 'b') => {
		const version = comparing.sides?.[id].version;
		if (!version || comparing[id] === WORKING) return say.compare.workingCopy;
		return `v${version.number} (${version.author}, ${exactly(version.last_modified)})`;
	};
	const title = say.compare.textTitle(desk.timeline?.name ?? '', name('a'), name('b'));
	const text = comparing.asText(title, ({ brought }) => {
		if (!brought) return '';
		return brought.version_id === '' ? say.compare.notSaved : `${given(brought.author)}, v${brought.number}`;
	});
	await copyText(desk, text, say.compare.copied);
}
