import Tag from '@lucide/svelte/icons/tag';
import Tags from '@lucide/svelte/icons/tags';
import FilePlus from '@lucide/svelte/icons/file-plus';
import Save from '@lucide/svelte/icons/save';
import Undo from '@lucide/svelte/icons/undo-2';
import Merge from '@lucide/svelte/icons/git-merge';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import Trash from '@lucide/svelte/icons/trash-2';
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import Hash from '@lucide/svelte/icons/hash';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Settings from '@lucide/svelte/icons/settings';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Upload from '@lucide/svelte/icons/upload';
import Download from '@lucide/svelte/icons/download';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import Activity from '@lucide/svelte/icons/activity';
import type { Component } from 'svelte';
import type { ActivityAction } from '$lib/backend';

/** Colours say what they say elsewhere: added, removed, needs somebody. */
interface Sign {
	icon: Component<{ size?: number }>;
	tone: 'plain' | 'green' | 'red' | 'amber';
}

const plain = (icon: Sign['icon']): Sign => ({ icon, tone: 'plain' });

const SIGNS: Record<ActivityAction, Sign> = {
	'workflow.created': { icon: FilePlus, tone: 'green' },
	'workflow.version_saved': plain(Save),
	'workflow.restored': plain(Undo),
	'workflow.merged': plain(Merge),
	'workflow.conflict': { icon: CircleHelp, tone: 'amber' },
	'workflow.resolved': plain(CircleCheck),
	'workflow.deleted': { icon: Trash, tone: 'red' },
	'workflow.undeleted': { icon: ArchiveRestore, tone: 'green' },
	'workflow.kept': plain(Save),
	'workflow.renumbered': plain(Hash),
	'version.tagged': plain(Tag),
	'version.untagged': plain(Tags),
	'scenario.saved': plain(FlaskConical),
	'scenario.deleted': plain(Trash),
	'settings.changed': plain(Settings),
	'sync.ran': plain(RefreshCw),
	'export.made': plain(Download),
	'import.made': plain(Upload),
	'log.mended': { icon: ShieldAlert, tone: 'amber' },
};

export function iconOf(action: string): Sign {
	return Object.hasOwn(SIGNS, action) ? SIGNS[action as ActivityAction] : plain(Activity);
}
