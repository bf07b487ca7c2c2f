// The jobs of the fake: they are done at once. It is not in the product.

import type { Backend, VersionDetail } from './backend';
import type { FakeState } from './fake';
import { relabelled } from './fakeFind';
import type { BulkRequest, BulkTarget, Job, JobItem, JobsBackend } from './jobs';
import { asBackendError, BackendError } from './problem';

const UNDO = {
	tag: 'untag',
	untag: 'tag',
	label: 'unlabel',
	unlabel: 'label',
	delete: 'undelete',
	undelete: 'delete',
	restore: 'restore',
} as const;

/** Keeps a job that is done, and gives it as it was when it began. */
export function ended(state: FakeState, kind: string, items: JobItem[], change: Partial<Job>): Job {
	const at = state.now().toISOString();
	const job: Job = {
		job_id: `01J${state.jobs.length}`,
		kind,
		state: 'done',
		done: items.length,
		total: items.length,
		failed_count: items.filter(({ error }) => error).length,
		current: '',
		started_at: at,
		ended_at: at,
		error: null,
		file: null,
		items,
		...change,
	};
	state.jobs.push(job);
	return { ...job, state: 'running', done: 0, items: undefined, result: undefined };
}

export function fakeJobs(
	state: FakeState,
	backend: () => Pick<
		Backend,
		'deleteWorkflow' | 'undeleteWorkflow' | 'restoreVersion' | 'setTags' | 'saveVersion'
	>,
): JobsBackend {
	const find = (id: string): Job => {
		const job = state.jobs.find(({ job_id }) => job_id === id);
		if (job) return job;
		throw new BackendError({
			code: 'job_not_found',
			message: 'There is no such job.',
			hint: 'Start it again.',
		});
	};

	/** Does it to one, and gives what takes it back; null when it was so already. */
	async function one(
		request: BulkRequest,
		target: BulkTarget,
		version: VersionDetail,
	): Promise<BulkTarget | null> {
		const { workflow_id: id } = target;
		const tags = [...(request.tags ?? []), ...(target.tags ?? [])];
		const back = { workflow_id: id, version_id: version.local_id };
		const named = (tag: { name: string }) => tags.some(({ name }) => name === tag.name);
		switch (request.do) {
			case 'delete':
				await backend().deleteWorkflow(id);
				return { workflow_id: id };
			case 'undelete':
				await backend().undeleteWorkflow(id);
				return { workflow_id: id };
			case 'restore':
				await backend().restoreVersion(id, version.local_id);
				return back;
			case 'tag': {
				const added = tags.filter((tag) => !version.tags.some(({ name }) => name === tag.name));
				await backend().setTags(id, version.local_id, [...version.tags, ...added]);
				return { ...back, tags: added };
			}
			case 'label':
			case 'unlabel': {
				const labels = [...(request.labels ?? []), ...(target.labels ?? [])];
				const adds = request.do === 'label';
				const yaml_content = relabelled(version.yaml_content, adds ? labels : [], adds ? [] : labels);
				if (yaml_content === version.yaml_content) return null;
				await backend().saveVersion({
					workflow_id: id,
					yaml_content,
					prompt: version.prompt,
					version_comment: 'Labels',
				});
				return { workflow_id: id, labels };
			}
			case 'untag': {
				const removed = version.tags.filter(named);
				await backend().setTags(
					id,
					version.local_id,
					version.tags.filter((tag) => !named(tag)),
				);
				return { ...back, tags: removed };
			}
			default:
				return back;
		}
	}

	return {
		bulk: async (request) => {
			const items: JobItem[] = [];
			const undo: BulkTarget[] = [];
			for (const target of request.items) {
				const versions = state.versions.get(target.workflow_id) ?? [];
				const version = versions.find((v) =>
					target.version_id ? [v.local_id, v.version_id].includes(target.version_id) : v.is_latest,
				);
				const item = { workflow_id: target.workflow_id, name: version?.name ?? '', number: version?.number };
				try {
					if (!version) {
						throw new BackendError({
							code: 'workflow_not_found',
							message: `There is no workflow ${target.workflow_id}.`,
							hint: 'Choose one from the list.',
						});
					}
					const back = await one(request, target, version);
					if (back) undo.push(back);
					items.push({ ...item, error: null });
				} catch (thrown) {
					const { code, message, hint } = asBackendError(thrown);
					items.push({ ...item, error: { code, message, hint } });
				}
			}
			const back = request.do === 'export_versions' || undo.length === 0 ? null : UNDO[request.do];
			return ended(state, request.do, items, {
				file: request.do === 'export_versions' ? { name: 'workflows.zip', size: 1 } : null,
				result: { undo: back && { do: back, items: undo } },
			});
		},
		jobs: async () => [...state.jobs].reverse(),
		job: async (id) => find(id),
		cancelJob: async (id) => find(id),
		saveJobFile: async (job) => {
			state.saved.push({ name: job.file?.name ?? '', text: '' });
			return true;
		},
		savePicture: async (name) => {
			state.saved.push({ name, text: '' });
			return true;
		},
		saveText: async (name, text) => {
			state.saved.push({ name, text });
			return true;
		},
	};
}
