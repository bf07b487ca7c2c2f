import type { Job } from '$lib/backend';
import { runBulk } from './bulk';
import type { Desk } from './desk.svelte';

/** What can be done to all workflows that are selected in the list. */
export type SelectedAct =
	| { do: 'label' | 'unlabel'; label: string }
	/** `restore`: each to its newest version with the tag. */
	| { do: 'tag' | 'restore'; tag: string }
	/** `history`: with every version, not the latest alone. */
	| { do: 'export'; history: boolean }
	| { do: 'delete' };

/** Does something to every workflow that is selected. What it was done to is not selected any more. */
export async function doToSelected(desk: Desk, act: SelectedAct): Promise<void> {
	const ids = [...desk.shelf.selected];
	if (ids.length > 0 && (await done(desk, ids, act))) desk.shelf.leaveSelecting();
}

async function done(desk: Desk, ids: number[], act: SelectedAct): Promise<boolean> {
	const items = ids.map((workflow_id) => ({ workflow_id }));
	switch (act.do) {
		case 'label':
		case 'unlabel': {
			// What was typed last is labelled too.
			await desk.keepAll();
			const job = await runBulk(desk, { do: act.do, items, labels: [act.label] });
			await desk.shelf.refreshDrafts();
			return all(job);
		}
		case 'export':
			return desk.files.export(ids, act.history);
		case 'tag':
		case 'restore': {
			const tags = [{ name: act.tag, value: '' }];
			return all(await runBulk(desk, { do: act.do, items, tags }));
		}
		case 'delete':
			return all(await runBulk(desk, { do: 'delete', items }));
	}
}

const all = (job: Job | null) => job?.state === 'done' && job.failed_count === 0;
