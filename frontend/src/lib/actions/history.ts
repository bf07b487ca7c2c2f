import { asBackendError } from '$lib/backend';
import { deleteWorkflow, undeleteWorkflow, type Desk } from '$lib/desk';
import { idOf } from '$lib/document';
import type { Action } from './action';

/** What a person can do with the version that is looked at, and with the whole workflow. */
export function historyActions(desk: Desk) {
	const inHistory = () => desk.room === 'history';
	const shown = () => (desk.room === 'history' ? (desk.timeline?.shown ?? null) : null);
	const withText = () => {
		const version = shown();
		if (!version) return 'Choose a version in the history first.';
		return version.deleted ? 'A deletion has no text.' : null;
	};
	return {
		restoreVersion: {
			name: 'Restore',
			keys: 'Mod+Alt+R',
			applies: inHistory,
			blocked: () => withText() ?? (shown()?.is_latest ? 'This is the latest version already.' : null),
			run: () => void restore(desk),
		},
		tagVersion: {
			name: 'Tag',
			keys: 'Mod+Alt+T',
			applies: inHistory,
			blocked: withText,
			run: () => {
				if (desk.timeline) desk.timeline.tagging = true;
			},
		},
		copyVersion: {
			name: 'Make a copy',
			blocked: withText,
			run: () => {
				const version = shown();
				if (version) void desk.openNew({ yaml: version.yaml_content, prompt: version.prompt });
			},
		},
		deleteWorkflow: {
			name: 'Delete workflow',
			blocked: () => {
				if (desk.document?.workflowId === undefined) return 'Open a workflow first.';
				return desk.document.latest?.deleted ? 'This workflow is deleted already.' : null;
			},
			run: () => {
				const { workflowId, name } = desk.document ?? {};
				if (workflowId !== undefined && name) void deleteWorkflow(desk, { workflow_id: workflowId, name });
			},
		},
		undeleteWorkflow: {
			name: 'Bring it back',
			blocked: () => (desk.document?.latest?.deleted ? null : 'The open workflow is not deleted.'),
			run: () => {
				const { workflowId, name } = desk.document ?? {};
				if (workflowId !== undefined && name) void undeleteWorkflow(desk, { workflow_id: workflowId, name });
			},
		},
	} satisfies Record<string, Action>;
}

/** Makes the text of an older version the next version. */
async function restore(desk: Desk): Promise<void> {
	const { timeline } = desk;
	const version = timeline?.shown;
	if (!timeline || !version) return;
	const called = version.number > 0 ? `Version ${version.number}` : 'That version';
	try {
		const saved = await desk.backend.restoreVersion(timeline.workflowId, idOf(version));
		await desk.refresh();
		const kept = desk.document?.newer ? ['Your unsaved edits stay as they are.'] : [];
		desk.toasts.show({
			title: `${called} is the latest again, as version ${saved.number}`,
			lines: ['Every version in between is kept.', ...kept],
			tone: 'good',
		});
		await timeline.load(idOf(saved));
	} catch (thrown) {
		desk.toasts.showProblem(`${called} could not be restored`, asBackendError(thrown));
	}
}
