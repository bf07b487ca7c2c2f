import Bell from '@lucide/svelte/icons/bell';
import CircleDot from '@lucide/svelte/icons/circle-dot';
import Command from '@lucide/svelte/icons/chevron-right';
import FilePen from '@lucide/svelte/icons/file-pen';
import Flag from '@lucide/svelte/icons/flag';
import GitCommit from '@lucide/svelte/icons/git-commit-horizontal';
import Repeat from '@lucide/svelte/icons/repeat';
import Split from '@lucide/svelte/icons/split';
import Tag from '@lucide/svelte/icons/tag';
import Timer from '@lucide/svelte/icons/timer';
import UserCheck from '@lucide/svelte/icons/user-check';
import Users from '@lucide/svelte/icons/users';
import Workflow from '@lucide/svelte/icons/workflow';
import Zap from '@lucide/svelte/icons/zap';
import { areaOf, type Action } from '$lib/actions';
import type { DiagramStep, Draft, VersionSummary, WorkflowSummary } from '$lib/backend';
import type { Desk } from '$lib/desk';
import { idOf } from '$lib/document';
import { now, say, when } from '$lib/words';
import type { Entry } from './listing';

const STEPS: Record<string, Entry['icon']> = {
	decision: UserCheck,
	approval: UserCheck,
	parallel_approval: Users,
	conditional_split: Split,
	automatic: Zap,
	notification: Bell,
	notification_only: Bell,
	loop: Repeat,
	wait_webhook: Timer,
	end: Flag,
};

/** All that the person can do, with why not now. */
export function commandEntries(actions: Record<string, Action>): Entry[] {
	return Object.entries(actions).map(([key, action]) => {
		const area = areaOf(action);
		const about = area ? say.palette.areas[area] : '';
		return {
			id: `action:${key}`,
			kind: 'command',
			name: action.name,
			about,
			also: say.palette.also[key] ?? '',
			keys: action.keys,
			reason: action.blocked?.() ?? null,
			icon: Command,
			run: action.run,
		};
	});
}

export function stepEntries(desk: Desk, steps: readonly DiagramStep[]): Entry[] {
	return steps.map((step) => ({
		id: `step:${desk.document?.workflowId ?? desk.document?.keeper.draftId}/${step.id}`,
		kind: 'step',
		name: step.name || step.id,
		about: [step.who, say.words.line(step.select.line)].filter(Boolean).join(', '),
		also: step.id,
		reason: null,
		icon: STEPS[step.type] ?? CircleDot,
		run: () => {
			desk.step = step.id;
			desk.showPlace(step.select);
		},
	}));
}

function lastOpenedFirst(desk: Desk): WorkflowSummary[] {
	const recent = desk.recent.workflows;
	return [...recent, ...desk.shelf.workflows.filter((workflow) => !recent.includes(workflow))];
}

/** The workflows, those opened last first, then those saved last; before them the drafts that no workflow has. */
export function workflowEntries(desk: Desk): Entry[] {
	const company = desk.info?.company_id ?? 0;
	return [
		...desk.shelf.looseDrafts.map((draft) => draftEntry(desk, draft)),
		...lastOpenedFirst(desk).map((workflow) => workflowEntry(desk, company, workflow)),
	];
}

function draftEntry(desk: Desk, draft: Draft): Entry {
	return {
		id: `draft:${draft.draft_id}`,
		kind: 'draft',
		name: draft.name || say.document.untitled,
		about: [...(draft.labels ?? []), say.palette.draft].join(', '),
		also: '',
		reason: null,
		icon: FilePen,
		run: () => void desk.openDraft(draft),
	};
}

function workflowEntry(desk: Desk, company: number, workflow: WorkflowSummary): Entry {
	const { workflow_id: id, labels } = workflow;
	return {
		id: `workflow:${company}/${id}`,
		kind: 'workflow',
		name: workflow.name || say.workflows.numbered(id),
		// There may be very many, and few of them are read.
		get about() {
			const number = workflow.number ?? workflow.version_count;
			return [...labels.slice(0, 3), number > 0 ? `v${number}` : ''].filter(Boolean).join(', ');
		},
		also: `${labels.slice(3).join(' ')} ${id}`,
		reason: null,
		icon: Workflow,
		run: () => void desk.openWorkflow(id),
	};
}

/** The versions of the open workflow, newest first. */
export function versionEntries(desk: Desk, workflowId: number, versions: readonly VersionSummary[]): Entry[] {
	return versions.map((version) => {
		const number = version.number > 0 ? `v${version.number}` : version.version_id.slice(0, 8);
		const tags = version.tags.map(({ name }) => name);
		return {
			id: `version:${workflowId}/${idOf(version)}`,
			kind: 'version',
			name: [number, ...tags].join(' · '),
			get about() {
				const by = version.author || say.words.anotherTool;
				return [version.version_comment, by, when(version.last_modified, now.value)]
					.filter(Boolean)
					.join(' · ');
			},
			also: '',
			reason: null,
			icon: tags.length > 0 ? Tag : GitCommit,
			run: () => void desk.showVersion(workflowId, idOf(version)),
		};
	});
}
