import type { VersionSummary } from '$lib/backend';
import {
	copyVersion,
	deleteWorkflow,
	exportVersion,
	restoreVersion,
	undeleteWorkflow,
	withSelected,
	type Desk,
} from '$lib/desk';
import { say } from '$lib/words';
import { named, takesText } from './action';
import { comparisonActions } from './comparison';
import { focusFind } from './regions';

/** What a person can do with the version that is looked at, and with the whole workflow. */
export function historyActions(desk: Desk) {
	const inHistory = () => desk.room === 'history';
	const here = (target: EventTarget | null) => inHistory() && !takesText(target);
	const sides = () => (inHistory() ? (desk.timeline?.comparing?.sides ?? null) : null);
	/** The version that is looked at: of two it is the newer one. */
	const shown = (): VersionSummary | null => {
		if (!inHistory()) return null;
		if (!desk.timeline?.comparing) return desk.timeline?.shown ?? null;
		return sides()?.b.version ?? sides()?.a.version ?? null;
	};
	/** Of two it is the older one, unless that is the latest. */
	const toRestore = (): VersionSummary | null => {
		const [a, b] = [sides()?.a.version, sides()?.b.version];
		if (!desk.timeline?.comparing) return shown();
		return a?.is_latest ? (b ?? a) : (a ?? b ?? null);
	};
	const withText = (version = shown()) => {
		if (!version) return say.actions.chooseVersion;
		return version.deleted ? say.actions.noText : null;
	};
	const selected = () => (desk.timeline?.selected.size ? null : say.actions.selectFirst);
	return {
		...named({
			restoreVersion: {
				keys: 'Mod+Alt+R',
				applies: inHistory,
				blocked: () => withText(toRestore()) ?? (toRestore()?.is_latest ? say.actions.isLatest : null),
				run: () => {
					const version = toRestore();
					if (version) void restoreVersion(desk, version);
				},
			},
			tagVersion: {
				keys: 'Mod+Alt+T',
				applies: inHistory,
				blocked: () => withText(),
				run: () => {
					if (desk.timeline) desk.timeline.tagging = true;
				},
			},
			copyVersion: {
				blocked: () => withText(),
				run: () => {
					const version = shown();
					if (version) void copyVersion(desk, version);
				},
			},
			exportVersion: {
				keys: 'Mod+Alt+E',
				applies: inHistory,
				blocked: () => withText(),
				run: () => {
					const version = shown();
					if (version) void exportVersion(desk, version);
				},
			},
			findVersion: {
				keys: '/',
				applies: here,
				blocked: () => (desk.timeline ? null : say.actions.chooseVersion),
				run: () => {
					if (desk.timeline) desk.timeline.searching = true;
					focusFind();
				},
			},
			selectVersion: {
				keys: 'X',
				applies: (target: EventTarget | null) => here(target) && versionAt(target) !== null,
				blocked: () => (versionAt(document.activeElement) ? null : say.actions.chooseVersion),
				run: () => {
					const id = versionAt(document.activeElement);
					if (id) desk.timeline?.select(id);
				},
			},
			exportSelected: {
				blocked: selected,
				run: () => void withSelected(desk, 'export_versions'),
			},
			clearSelected: {
				keys: 'Escape',
				applies: (target: EventTarget | null) => here(target) && (desk.timeline?.selected.size ?? 0) > 0,
				blocked: selected,
				run: () => desk.timeline?.selected.clear(),
			},
			deleteWorkflow: {
				blocked: () => {
					if (desk.document?.workflowId === undefined) return say.actions.openFirst;
					return desk.document.latest?.deleted ? say.actions.isDeleted : null;
				},
				run: () => {
					const { workflowId, name } = desk.document ?? {};
					if (workflowId !== undefined && name) void deleteWorkflow(desk, { workflow_id: workflowId, name });
				},
			},
			undeleteWorkflow: {
				blocked: () => (desk.document?.latest?.deleted ? null : say.actions.notDeleted),
				run: () => {
					const { workflowId, name } = desk.document ?? {};
					if (workflowId !== undefined && name)
						void undeleteWorkflow(desk, { workflow_id: workflowId, name });
				},
			},
		}),
		...comparisonActions(desk, versionAt),
	};
}

/** The version of the timeline in whose row something is; null when it is in none. */
function versionAt(target: EventTarget | null): string | null {
	if (!(target instanceof Element)) return null;
	return target.closest<HTMLElement>('[data-version]')?.dataset.version ?? null;
}
