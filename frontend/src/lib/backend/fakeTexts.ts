import type { Check, SettingsView, StorageReport, Template } from './backend';

/** A purchase request of the usual kind, as sample text. */
export const YAML = `name: "Purchase Request Approval"
description: "Purchases are approved by amount"
version: "1.0"

form:
  fields:
    - name: item
      type: text
      label: "What to buy"
      required: true

    - name: amount
      type: currency
      label: "Amount"
      required: true
      validation:
        min_value: 0.01
        max_value: 100000

    - name: department
      type: select
      label: "Department"
      required: true
      options:
        - value: engineering
          label: "Engineering"
        - value: finance
          label: "Finance"

workflow:
  # The supervisor sees every request first
  supervisor_review:
    name: "Supervisor Review"
    type: decision
    approver: "\${requestor.supervisor}"
    on_approve:
      continue_to: manager_approval
    on_reject:
      notify_requestor: "Request denied by the supervisor"
      end_workflow: true

  manager_approval:
    name: "Manager Approval"
    type: conditional_split
    choices:
      - conditions: "amount <= 1000"
        continue_to: department_manager
    default:
      continue_to: head_of_department

  department_manager:
    name: "Department Manager Approval"
    type: decision
    approver: "\${requestor.manager}"
    on_approve:
      continue_to: purchasing
    on_reject:
      end_workflow: true

  head_of_department:
    name: "Head of Department Approval"
    type: decision
    approver: "\${requestor.head_of_department}"
    on_approve:
      continue_to: purchasing
    on_reject:
      end_workflow: true

  # Any one of three officers places the order
  purchasing:
    name: "Purchasing Officers Review"
    type: parallel_approval
    approvers:
      - role: purchasing_officer_1
      - role: purchasing_officer_2
      - role: purchasing_officer_3
    approval_strategy: any_one
    on_approve:
      continue_to: completion
    on_reject:
      end_workflow: true

  completion:
    name: "Completion"
    type: end
    notify_requestor: "Your purchase has been approved"

settings:
  timeout:
    supervisor_review: "48_hours"
    purchasing: "5_business_days"
  notifications:
    send_reminders: true
`;

function template(id: string, name: string, category: string, description: string): Template {
	const prompt = `${description} The manager approves first; larger amounts also need the head of department.`;
	return { id, name, category, description, prompt, yaml: YAML.replace('Purchase Request Approval', name) };
}

export const TEMPLATES: Template[] = [
	template(
		'purchase_request',
		'Purchase Request',
		'procurement',
		'Supervisor first, then by amount, then purchasing.',
	),
	template(
		'expense_approval',
		'Expense Approval',
		'finance',
		'Receipts up to 200 need one approval, more need two.',
	),
	template(
		'leave_request',
		'Leave Request',
		'hr',
		'The manager approves; more than five days also needs HR.',
	),
	template(
		'it_equipment',
		'IT Equipment Request',
		'it',
		'Standard devices go straight to IT, others to security.',
	),
	template(
		'contract_review',
		'Contract Review',
		'legal',
		'Legal and finance read in parallel, a director signs.',
	),
	template(
		'invoice_approval',
		'Invoice Approval',
		'finance',
		'Matches the order, then pays; differences go to a person.',
	),
	template('travel_request', 'Travel Request', 'finance', 'Trips abroad need the head of department.'),
	template(
		'employee_onboarding',
		'Employee Onboarding',
		'hr',
		'Accounts, equipment and a welcome, in the right order.',
	),
];

/** Why a text is not YAML, in the way the program says it; the fake only knows tabs. */
export function invalid(yaml: string): string {
	const line = yaml.split('\n').findIndex((text) => /^ *\t/.test(text));
	return line < 0 ? '' : `line ${line + 1}: a tab cannot indent`;
}

/** The storage check of settings whose bucket is as described. */
export function reportFor(
	settings: SettingsView,
	bucket: { offline: boolean; versioning: boolean; exists: boolean },
	now: Date,
): StorageReport {
	const ok = (id: string, name: string, detail: string): Check => {
		return { id, name, status: 'ok', detail, code: '', message: '', hint: '', mend: '' };
	};
	const skipped = (id: string, name: string): Check => ({ ...ok(id, name, 'not tried'), status: 'skipped' });
	const checks = [ok('folder', 'Folder on this computer', 'can be written')];
	if (settings.storage_type !== 'local') {
		checks.push(
			bucket.offline
				? {
						...ok('endpoint', 'Endpoint answers', 'refused'),
						status: 'failed',
						code: 'bucket_unreachable',
						message: `Nothing answers at ${settings.s3_endpoint_url}.`,
						hint: 'Check the address and the network, then test again.',
					}
				: ok('endpoint', 'Endpoint answers', '84 ms'),
		);
		const later: [string, string, string][] = [
			['clock', 'Clock agrees with the store', '0.4 s apart'],
			['keys', 'Keys are accepted', 'designer-team'],
		];
		checks.push(...later.map((c) => (bucket.offline ? skipped(c[0], c[1]) : ok(...c))));
		if (bucket.offline)
			checks.push(skipped('bucket', 'Bucket found'), skipped('versioning', 'Versioning is on'));
		else if (!bucket.exists) {
			checks.push({
				...ok('bucket', 'Bucket found', 'missing'),
				status: 'failed',
				code: 'bucket_not_found',
				message: `There is no bucket ${settings.s3_bucket_name}.`,
				hint: 'Create it here, or choose another name. Versioning is turned on at once.',
				mend: 'create_bucket',
			});
			checks.push(skipped('versioning', 'Versioning is on'));
		} else {
			checks.push(
				ok('bucket', 'Bucket found', settings.s3_region),
				ok('access', 'Can read, write and list', ''),
			);
			checks.push(
				bucket.versioning
					? ok('versioning', 'Versioning is on', 'enabled')
					: {
							...ok('versioning', 'Versioning is suspended', ''),
							status: 'failed',
							code: 'versioning_suspended',
							message:
								'Two people saving at once could overwrite each other in the bucket, so nothing is sent.',
							hint: 'These keys may turn it on. Nothing that is stored changes.',
							mend: 'enable_versioning',
						},
			);
			checks.push(ok('conditions', 'Safe write, only if unchanged', 'supported'));
		}
	}
	return {
		ok: checks.every((c) => c.status !== 'failed'),
		checked_at: now.toISOString(),
		took_ms: 1840,
		checks,
	};
}
