import { asBackendError } from '$lib/backend';
import { deleteWorkflow, undeleteWorkflow, type Desk } from '$lib/desk';
import { idOf } from '$lib/document';
import { say } from '$lib/words';
import { named } from './action';

/** What a person can do with the version that is looked at, and with the whole workflow. */
export function historyActions(desk: Desk) {
	const inHistory = () => desk.room === 'history';
	const shown = () => (desk.room === 'history' ? (desk.timeline?.shown ?? null) : null);
	const withText = () => {
		const version = shown();
		if (!version) return say.actions.chooseVersion;
		return version.deleted ? say.actions.noText : null;
	};
	return named({
		restoreVersion: {
			keys: 'Mod+Alt+R',
			applies: inHistory,
			blocked: () => withText() ?? (shown()?.is_latest ? say.actions.isLatest : null),
			run: () => void restore(desk),
		},
		tagVersion: {
			keys: 'Mod+Alt+T',
			applies: inHistory,
			blocked: withText,
			run: () => {
				if (desk.timeline) desk.timeline.tagging = true;
			},
		},
		copyVersion: {
			blocked: withText,
			run: () => {
				const version = shown();
				if (version) void desk.openNew({ yaml: version.yaml_content, prompt: version.prompt });
			},
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
				if (workflowId !== undefined && name) void undeleteWorkflow(desk, { workflow_id: workflowId, name });
			},
		},
	});
}

/** Makes the text of an older version the next version. */
async function restore(desk: Desk): Promise<void> {
	const { timeline } = desk;
	const version = timeline?.shown;
	if (!timeline || !version) return;
	const called = version.number > 0 ? say.actions.version(version.number) : say.actions.thatVersion;
	try {
		const saved = await desk.backend.restoreVersion(timeline.workflowId, idOf(version));
		await desk.refresh();
		const kept = desk.document?.newer ? [say.actions.editsStay] : [];
		desk.toasts.show({
			title: say.actions.latestAgain(called, saved.number),
			lines: [say.actions.betweenKept, ...kept],
			tone: 'good',
		});
		await timeline.load(idOf(saved));
	} catch (thrown) {
		desk.toasts.showProblem(say.actions.notRestored(called), asBackendError(thrown));
	}
}
