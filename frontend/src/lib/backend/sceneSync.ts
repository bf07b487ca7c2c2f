// Sample data of a team for `npm run dev`: a conflict, a long history, every state of sync. It is not in the product.

import type { VersionDetail } from './backend';
import { versionOf, type FakeState } from './fake';
import { textOf, type FakeConflict, type FakePlace } from './fakeConflict';
import { tell } from './fakeSync';
import { YAML } from './fakeTexts';
import type { SyncRun } from './sync';

const minutes = (n: number) => new Date(Date.now() - n * 60_000).toISOString();

const PLACES: (FakePlace & { line: string })[] = [
	{
		line: '      - conditions: "amount <= 1000"',
		before: '      - conditions: ',
		path: 'workflow.manager_approval.choices[0].conditions',
		what: 'the condition of the first choice of Manager Approval',
		base: '"amount <= 1000"',
		mine: '"amount <= 2500"',
		theirs: '"amount <= 2000"',
		mineWords: 'You set the condition of the first choice of Manager Approval to amount <= 2500',
		theirsWords: 'They set the condition of the first choice of Manager Approval to amount <= 2000',
	},
	{
		line: '      - role: purchasing_officer_3',
		before: '      - role: ',
		path: 'workflow.purchasing.approvers[2].role',
		what: 'the third approver of Purchasing Officers Review',
		base: 'purchasing_officer_3',
		mine: null,
		theirs: 'purchasing_lead',
		mineWords: 'You removed the third approver of Purchasing Officers Review',
		theirsWords: 'They set the third approver of Purchasing Officers Review to purchasing_lead',
	},
	{
		line: '      notify_requestor: "Request denied by the supervisor"',
		before: '      notify_requestor: ',
		path: 'workflow.supervisor_review.on_reject.notify_requestor',
		what: 'the rejection notice of Supervisor Review',
		base: '"Request denied by the supervisor"',
		mine: '"Request denied by the supervisor. You may resubmit with a smaller amount."',
		theirs: '"Request denied by the supervisor. Decided by ${approver.name}."',
		both: '"Request denied by the supervisor. You may resubmit with a smaller amount. Decided by ${approver.name}."',
		mineWords: 'You changed the rejection notice of Supervisor Review',
		theirsWords: 'They changed the rejection notice of Supervisor Review',
	},
	{
		line: '      label: "Department"',
		before: '      label: ',
		path: 'form.fields.department.label',
		what: 'the label of department',
		base: '"Department"',
		mine: '"Cost centre"',
		theirs: '"Department"',
		mineWords: 'Label of department: Department → Cost centre',
		theirsWords: '',
		quiet: { from: 'mine', kind: 'changed' },
	},
	{
		line: '    supervisor_review: "48_hours"',
		before: '    supervisor_review: ',
		path: 'settings.timeout.supervisor_review',
		what: 'the timeout of Supervisor Review',
		base: '"48_hours"',
		mine: '"48_hours"',
		theirs: '"24_hours"',
		mineWords: 'Timeout of supervisor_review: 48_hours → 24_hours',
		theirsWords: '',
		quiet: { from: 'theirs', kind: 'changed' },
	},
	{
		line: '    send_reminders: true',
		before: '    send_reminders: true\n    ',
		path: 'settings.notifications.send_reminders_every',
		what: 'send_reminders_every',
		base: null,
		mine: null,
		theirs: 'send_reminders_every: 24',
		mineWords: 'Setting send_reminders_every added',
		theirsWords: '',
		quiet: { from: 'theirs', kind: 'added' },
	},
	{
		line: '    notify_requestor: "Your purchase has been approved"',
		before: '    notify_requestor: ',
		path: 'workflow.completion.notify_requestor',
		what: 'the notice of Completion',
		base: '"Your purchase has been approved"',
		mine: '"Your purchase has been approved and ordered"',
		theirs: '"Your purchase has been approved"',
		mineWords:
			'Notice of Completion: “Your purchase has been approved” → “Your purchase has been approved and ordered”',
		theirsWords: '',
		quiet: { from: 'mine', kind: 'changed' },
	},
];

const LONG: FakePlace & { line: string } = {
	line: 'description: "Purchases are approved by amount"',
	before: 'description: ',
	path: 'description',
	what: 'the description',
	base: '"Purchases are approved by amount"',
	mine: '"Purchases are approved by amount. The supervisor sees every request first, so that nobody is surprised by what is bought; up to 2,500 the department manager decides alone, above that the head of department reads the offer, the comparison with at least two other suppliers, and the remark of the controller before the purchasing officers place the order. Urgent orders below 500 may be placed at once and are approved afterwards, within 48 hours."',
	theirs:
		'"Purchases are approved by amount and by cost centre. See https://intranet.acme.example/finance/purchasing/rules/2026/limits-and-exceptions-for-all-departments-and-subsidiaries#who-approves-what for the limits of each cost centre; the head of department may give the right to approve to a deputy for at most four weeks."',
	mineWords: 'You changed the description',
	theirsWords: 'They changed the description',
};

/** Workflow 4 waits for a decision. With the scene `long` its texts are long, with `whole` it is one place. */
export function conflictScene(state: FakeState, scene: string): void {
	const versions = state.versions.get(4);
	const latest = versions?.at(-1);
	if (!versions || !latest) return;
	const places = scene === 'long' ? [LONG, ...many()] : PLACES;
	const name = latest.name;
	const lines: FakeConflict['lines'] = YAML.replace('Purchase Request Approval', name).split('\n');
	places.forEach(({ line }, i) => lines.splice(lines.indexOf(line), 1, i));
	const version = (id: string, author: string, ago: number, change: Partial<VersionDetail>): VersionDetail => ({
		...versionOf(state, 4, id, YAML.replace('Purchase Request Approval', name)),
		number: latest.number + 1, author, last_modified: minutes(ago), parent_id: latest.local_id, ...change,
	}); // prettier-ignore
	const mine = version('01MINE', 'Ilya Petrov', 24, { sync_state: 'conflict', version_comment: 'Limits after the meeting with Finance' }); // prettier-ignore
	const theirs = version('01THEIRS', 'Elena Markova', 17, { sync_state: 'synced', version_comment: 'Purchasing lead, new notices', beside: true, is_latest: false }); // prettier-ignore
	latest.is_latest = false;
	const conflict: FakeConflict = { base: latest, mine, theirs, lines, places };
	mine.yaml_content = textOf(conflict, 'mine');
	theirs.yaml_content = textOf(conflict, 'theirs');
	state.versions.set(4, [...versions, theirs, mine]);
	state.conflicts.set(4, conflict);
}

function many(): typeof PLACES {
	const quiet = PLACES.filter((place) => place.quiet);
	const labels = ['What to buy', 'Amount'].map((label) => ({
		line: `      label: "${label}"`, before: '      label: ', path: `form.fields.${label.toLowerCase().replaceAll(' ', '_')}.label`, what: `the label of ${label}`,
		base: `"${label}"`, mine: `"${label}, with every detail that the purchasing officers need to place the order"`, theirs: `"${label} (see the rules)"`,
		mineWords: `You changed the label of ${label}`, theirsWords: `They changed the label of ${label}`,
	})); // prettier-ignore
	return [...PLACES.filter((place) => !place.quiet), ...labels, ...quiet];
}

/** Workflow 6 has everything that a history can have; half of it is only in the bucket at first. */
export function historyScene(state: FakeState): void {
	const versions = state.versions.get(6);
	if (!versions) return;
	const [first, second, third, fourth, fifth] = versions as [VersionDetail, VersionDetail, VersionDetail, VersionDetail, VersionDetail]; // prettier-ignore
	second.tags = [
		{ name: 'approved-by-audit', value: '' },
		{ name: 'release', value: '2026-05' },
	];
	first.tags = [{ name: 'pilot', value: '' }];
	fifth.merged_id = '01BESIDE';
	fifth.author = 'Ilya Petrov';
	fifth.version_comment = "Merged with Elena's version 4";
	const beside: VersionDetail = { ...fourth, local_id: '01BESIDE', version_id: '01BESIDE', author: 'Elena Markova', beside: true, parent_id: third.local_id, merged_id: '', version_comment: 'Security asks for a reason', last_modified: fourth.last_modified }; // prettier-ignore
	const gone: VersionDetail = { ...third, local_id: '01GONE', version_id: '01GONE', deleted: true, author: 'Jonas Toft', yaml_content: '', size: 0, tags: [], parent_id: second.local_id, version_comment: '' }; // prettier-ignore
	const foreign: VersionDetail = { ...first, local_id: '01TOOL', version_id: '3sL4kqtJlcpXroDTDmJ', foreign: true, number: 0, author: '', version_comment: '', tags: [], text_here: false, parent_id: '' }; // prettier-ignore
	first.text_here = second.text_here = false;
	state.older.set(6, [foreign, first, second]);
	state.versions.set(6, [gone, third, fourth, beside, fifth]);
}

/** Scenes of sync: cloning, error, many-deleted, news, sending. */
export function syncScene(state: FakeState, scene: string): void {
	const run = (ago: number, change: Partial<SyncRun>): SyncRun => ({
		started_at: minutes(ago + 0.1), ended_at: minutes(ago), pushed: 0, pulled: 0, merged: 0, conflicts: 0, bytes: 0, error: null, ...change,
	}); // prettier-ignore
	state.runs = [
		run(2, {}),
		run(17, { pulled: 3, merged: 1, conflicts: 1, bytes: 48_213 }),
		run(45, { pushed: 2, bytes: 9_120 }),
		run(190, { error: { code: 'bucket_unreachable', message: 'The bucket at https://s3.storage.acme.example does not answer.', hint: 'Check the network. Versions are kept here and sent when it answers.' } }),
		run(1_700, { pulled: 211, bytes: 1_804_000 }),
	]; // prettier-ignore
	state.unseen.add(2);
	if (scene === 'cloning') {
		state.syncedAt = null;
		state.runs = [];
		state.progress = { phase: 'fetching', done: 1240, total: 5000, bytes: 10_412_330 };
		const all = [...state.versions];
		state.versions = new Map(all.slice(0, 3));
		state.drafts = [];
		state.conflicts.clear();
		all.slice(3).forEach(([id, versions], i) =>
			setTimeout(
				() => {
					state.versions.set(id, versions);
					if (state.progress) state.progress = { ...state.progress, done: state.progress.done + 211 };
					tell(state, { kind: 'workflow', what: 'pulled', workflow_id: id, name: versions[0]?.name ?? '', author: 'Elena Markova', version_id: '', from_workflow_id: 0 }); // prettier-ignore
				},
				1500 * (i + 1),
			),
		);
	}
	if (scene === 'sending') state.progress = { phase: 'sending', done: 2, total: 5, bytes: 18_240 };
	if (scene === 'synced' || scene === 'pending') state.conflicts.clear();
	if (scene === 'synced') for (const v of [...state.versions.values()].flat()) v.sync_state = 'synced';
	if (scene === 'error') {
		state.trouble = {
			code: 'wrong_keys',
			message: 'The store does not know these keys.',
			hint: 'Enter the keys again in the storage settings.',
		};
	}
	if (scene === 'many-deleted') {
		state.trouble = {
			code: 'many_deleted',
			message: '31 of 34 workflows are gone from acme-workflows.',
			hint: 'If somebody deleted them on purpose, take that in. Else ask who changed the bucket; nothing has been removed here.',
		};
	}
	if (scene === 'news') setTimeout(() => news(state), 1_200);
}

/** Elena saves the first workflow. */
function news(state: FakeState): void {
	const versions = state.versions.get(1) ?? [];
	const latest = versions.at(-1);
	if (!latest) return;
	latest.is_latest = false;
	const yaml = latest.yaml_content.replace('Request denied by the supervisor', 'The supervisor said no');
	versions.push({ ...versionOf(state, 1, '01NEWS', yaml), number: latest.number + 1, author: 'Elena Markova', sync_state: 'synced', parent_id: latest.local_id, version_comment: 'Shorter notice' }); // prettier-ignore
	state.unseen.add(1);
	tell(state, { kind: 'workflow', what: 'pulled', workflow_id: 1, name: latest.name, author: 'Elena Markova', version_id: '01NEWS', from_workflow_id: 0 }); // prettier-ignore
}
