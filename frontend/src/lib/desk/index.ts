import { getContext, setContext } from 'svelte';
import type { Desk } from './desk.svelte';

export { Desk, type Memory, type Room, type SettingsPage } from './desk.svelte';
export { OpenConflict, type Editing } from './conflict.svelte';
export { Comparing, WORKING, type Side, type Working } from './comparing.svelte';
export { deleteWorkflow, undeleteWorkflow } from './deletion';
export { deleteDraft, discardEdits, discardEditsOf } from './drafts';
export { runBulk } from './bulk';
export { copyText } from './clipboard';
export { copyVersion, exportVersion, restoreVersion, withSelected } from './versionActs';
export type { Choice, Files, Taken } from './files.svelte';
export { Jobs, Work, type Outcome } from './jobs.svelte';
export type { Caret, DiagramHandle, EditorHandle } from './handles';
export { SHELF, type Layout, type SidePlace, type SideTab } from './layout.svelte';
export { SIZES, TEXT_SIZES } from './scale.svelte';
export { Palette, type Listed } from './palette.svelte';
export { openFound, type Place } from './place';
export { Modelling } from './modelling.svelte';
export { OpenProposal, type Wish } from './proposal.svelte';
export { accept, propose, reject } from './proposing';
export { Search } from './search.svelte';
export { relabel } from './labels';
export { doToSelected } from './selected';
export type { Sync } from './sync.svelte';
export { savedToast } from './said';
export type { Tab } from './tab.svelte';
export type { Timeline } from './timeline.svelte';
export { FILTERS, type Filter } from './versionFilter';
export { Toasts, type Toast } from './toasts.svelte';

const key = Symbol('desk');

export function provideDesk(desk: Desk): void {
	setContext(key, desk);
}

export function useDesk(): Desk {
	return getContext<Desk>(key);
}
