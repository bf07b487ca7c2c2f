// Sample data for `npm run dev`. It is not in the product.

import type { Backend, VersionDetail } from './backend';
import { fakeBackend, fakeState, versionOf, type FakeState } from './fake';
import { YAML } from './fakeTexts';
import { conflictScene, historyScene, syncScene } from './sceneSync';

/**
 * What `npm run dev` shows: ?scene=first-run, local, team (the default), offline, stale, locked, no-bucket, problems, or
 * one of sceneSync.ts.
 */
export function scene(query: string): Backend {
	const name = new URLSearchParams(query).get('scene') ?? 'team';
	const state = fakeState();
	if (name === 'first-run') return fakeBackend(state);
	Object.assign(state.settings, {
		storage_type: name === 'local' ? 'local' : 's3',
		s3_endpoint_url: 'https://s3.storage.acme.example',
		s3_bucket_name: 'acme-workflows',
		s3_region: 'eu-central-1',
		s3_access_key_id_set: true,
		s3_secret_access_key_set: true,
		keys_kept_in: 'keyring',
		company_id: 999,
	});
	if (name === 'locked') {
		state.settings.sources = { s3_bucket_name: 'environment', s3_endpoint_url: 'env_file' };
		state.settings.keys_kept_in = 'environment';
		Object.assign(state.settings.sources, {
			s3_access_key_id: 'environment',
			s3_secret_access_key: 'environment',
		});
	}
	state.offline = name === 'offline';
	state.bucket = { exists: name !== 'no-bucket', versioning: name !== 'team' };
	populate(state);
	if (state.settings.storage_type !== 'local') {
		conflictScene(state, name);
		historyScene(state);
		syncScene(state, name);
	}
	// The draft was made on v4, and v5 was saved meanwhile.
	if (name === 'stale' && state.drafts[0]) state.drafts[0].base_version_id = '01W0V3';
	if (name === 'problems' && state.drafts[0]) state.drafts[0].yaml_content = withProblems(YAML);
	return fakeBackend(state);
}

function withProblems(yaml: string): string {
	return yaml
		.replace('continue_to: head_of_department', 'continue_to: head_of_departments')
		.replace('name: "Supervisor Review"\n    type: decision', 'name: "Supervisor Review"\n    type: approval')
		.replace(/(type: decision\n {4}approver: "\$\{requestor.manager\}"\n.*\n.*\n) {4}on_reject:\n.*\n/, '$1');
}

function populate(state: FakeState): void {
	const minutes = (n: number) => new Date(Date.now() - n * 60_000).toISOString();
	state.syncedAt = minutes(2);
	const people = ['Ilya Petrov', 'Elena Markova', 'Jonas Toft', 'Priya Nair'];
	const comments = [
		'First version, from the template',
		'Timeouts: supervisor 48 h, head 72 h',
		'Wording of the rejection notices',
		'Purchasing lead takes over from officer 3',
		'Manager limit to 2500, finance check added',
	];
	const names = [
		'Purchase Request Approval', 'Expense Reimbursement', 'AI-Powered Invoice Processing and Three-Way Matching',
		'Employee Leave Request', 'Pre-Screening Interview', 'IT Equipment Request', 'PO Approval with Signatures',
		'Vendor Purchase Order', 'Pengajuan PO Approval',
	]; // prettier-ignore
	names.forEach((name, w) => {
		const count = [5, 4, 2, 3, 3, 5, 1, 4, 2][w] ?? 1;
		const versions = Array.from({ length: count }, (_, i): VersionDetail => {
			const latest = i === count - 1;
			const yaml_content = YAML.replace('Purchase Request Approval', name) + (w === 4 ? '\n\tbroken: [' : '');
			const written = versionOf(state, w + 1, `01W${w}V${i}`, yaml_content);
			return {
				...written, version_id: `bucket-${w}-${i}`, number: i + 1, is_latest: latest,
				parent_id: i > 0 ? `01W${w}V${i - 1}` : '',
				last_modified: minutes((count - 1 - i) * 1800 + w * 90 + 4), version_comment: comments[(i + w) % 5] ?? '',
				author: people[(i + w) % 4] ?? '', yaml_error: latest ? written.yaml_error : '',
				sync_state: latest && (w === 0 || state.offline && w < 3) ? 'pending' : 'synced',
				prompt: 'Supervisor approves first. Up to 1000 the department manager decides, above that the head of department. Then any one of three purchasing officers.',
			}; // prettier-ignore
		});
		if (state.settings.storage_type === 'local') for (const v of versions) v.sync_state = 'local';
		state.versions.set(w + 1, versions);
	});
	const draft = { version_comment: '', prompt: '' };
	state.drafts = [
		{ ...draft, draft_id: 'workflow-1', workflow_id: 1, base_version_id: '01W0V4', name: 'Purchase Request Approval', yaml_content: YAML.replace('amount <= 1000', 'amount <= 2500'), prompt: 'Supervisor approves first.', edited_at: minutes(1) },
		{ ...draft, draft_id: 'new-01D8', name: 'Travel Advance', yaml_content: YAML.replace('Purchase Request Approval', 'Travel Advance'), edited_at: minutes(12) },
		{ ...draft, draft_id: 'new-01D9', name: 'Contractor Onboarding', yaml_content: YAML.replace('Purchase Request Approval', 'Contractor Onboarding'), edited_at: minutes(1500) },
	]; // prettier-ignore
}
