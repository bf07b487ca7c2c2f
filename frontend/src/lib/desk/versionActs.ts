import { asBackendError, type VersionSummary } from '$lib/backend';
import { fileName, idOf } from '$lib/document';
import { say } from '$lib/words';
import { runBulk } from './bulk';
import type { Desk } from './desk.svelte';

/** Makes the text of an older version the next version. */
export async function restoreVersion(desk: Desk, version: VersionSummary): Promise<void> {
	const { timeline } = desk;
	if (!timeline) return;
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
		if (timeline.comparing) await timeline.stopComparing();
		await timeline.load(idOf(saved));
	} catch (thrown) {
		desk.toasts.showProblem(say.actions.notRestored(called), asBackendError(thrown));
	}
}

/** Makes a new workflow, as a draft, of the text of a version. */
export async function copyVersion(desk: Desk, version: VersionSummary): Promise<void> {
	if (!desk.timeline) return;
	try {
		const { yaml_content, prompt } = await desk.backend.version(desk.timeline.workflowId, idOf(version));
		await desk.openNew({ yaml: yaml_content, prompt });
	} catch (thrown) {
		desk.toasts.showProblem(say.history.notRead, asBackendError(thrown));
	}
}

/** Saves the text of a version as a file, exactly as it was saved. */
export async function exportVersion(desk: Desk, version: VersionSummary): Promise<void> {
	if (!desk.timeline) return;
	try {
		const { name, number, yaml_content } = await desk.backend.version(
			desk.timeline.workflowId,
			idOf(version),
		);
		const file = fileName(name).replace(/\.yaml$/, number > 0 ? `-v${number}.yaml` : '.yaml');
		if (await desk.backend.saveText(file, yaml_content)) {
			desk.toasts.show({ title: say.history.exported(file), tone: 'good' });
		}
	} catch (thrown) {
		desk.toasts.showProblem(say.history.notExported, asBackendError(thrown));
	}
}

/** Does something to every version that is selected in the timeline; what it was done to is not selected any more. */
export async function withSelected(
	desk: Desk,
	act: 'tag' | 'untag' | 'export_versions',
	tag?: string,
): Promise<void> {
	const { timeline } = desk;
	if (!timeline || timeline.selected.size === 0) return;
	const items = [...timeline.selected].map((version_id) => ({
		workflow_id: timeline.workflowId,
		version_id,
	}));
	const tags = tag ? [{ name: tag, value: '' }] : undefined;
	if (await runBulk(desk, { do: act, items, tags }, true)) timeline.selected.clear();
}
