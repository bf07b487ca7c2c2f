// The files of the fake: YAML only, and no zip. It is not in the product.

import type { Backend } from './backend';
import type { FakeState } from './fake';
import { ended } from './fakeJobs';
import type { FilesBackend, ImportItem, ImportResult, RefusedFile } from './files';
import type { JobItem } from './jobs';
import { asBackendError } from './problem';

export function fakeFiles(
	state: FakeState,
	backend: () => Pick<Backend, 'saveVersion' | 'saveDraft' | 'validate'>,
): FilesBackend {
	const texts = new Map<string, string[]>();

	return {
		chooseImport: async () => null,
		chooseFolder: async () => null,
		readFolder: async () => null,
		reviewDropped: async (files) => {
			const items: ImportItem[] = [];
			const refused: RefusedFile[] = [];
			const kept: string[] = [];
			for (const file of files) {
				const text = await file.text();
				if (text === '' || text.includes('\u0000')) {
					refused.push({
						file: file.name,
						zip: '',
						code: 'invalid_content',
						message: 'The file is empty or no text.',
						hint: 'Choose a YAML file.',
					});
					continue;
				}
				const name = /^name:\s*(.*)$/m.exec(text)?.[1] ?? '';
				const latest = [...state.versions].flatMap(([id, all]) => all.map((v) => ({ id, v })));
				items.push({
					index: items.length,
					file: file.name,
					zip: '',
					name,
					size: text.length,
					checked: true,
					yaml_error: '',
					is_valid: true,
					error_count: 0,
					warning_count: 0,
					version_count: 1,
					has_notes: false,
					workflow_id: 0,
					number_free: false,
					same: latest
						.filter(({ v }) => v.is_latest && v.yaml_content === text)
						.map(({ id, v }) => ({ workflow_id: id, draft_id: '', name: v.name })),
					same_as: null,
					continues: null,
				});
				kept.push(text);
			}
			const id = `01I${texts.size}`;
			texts.set(id, kept);
			return { import_id: id, items, refused, left_out: 0, folder: null };
		},
		ondropped: () => () => {},
		importFiles: async (id, request) => {
			const result: ImportResult = { workflow_ids: [], draft_ids: [], replaced: [] };
			const items: JobItem[] = [];
			for (const { index, as, workflow_id } of request.items) {
				const yaml_content = texts.get(id)?.[index] ?? '';
				try {
					if (as === 'draft') {
						const draft = await backend().saveDraft({ yaml_content, prompt: '', version_comment: '' });
						result.draft_ids.push(draft.draft_id);
						items.push({ name: draft.name, error: null });
						continue;
					}
					const before = state.versions.get(workflow_id ?? 0)?.find(({ is_latest }) => is_latest);
					const saved = await backend().saveVersion({
						workflow_id,
						yaml_content,
						prompt: '',
						version_comment: request.version_comment,
					});
					if (before) result.replaced.push({ workflow_id: saved.workflow_id, version_id: before.local_id });
					else result.workflow_ids.push(saved.workflow_id);
					items.push({ name: saved.name, workflow_id: saved.workflow_id, error: null });
				} catch (thrown) {
					const { code, message, hint } = asBackendError(thrown);
					items.push({ name: '', error: { code, message, hint } });
				}
			}
			return ended(state, 'import', items, { result });
		},
		dropImport: async (id) => {
			texts.delete(id);
		},
		exportWorkflows: async ({ workflow_ids }) =>
			ended(
				state,
				'export',
				workflow_ids.map((workflow_id) => ({ workflow_id, name: '', error: null })),
				{ file: { name: 'workflows.zip', size: 1 } },
			),
	};
}
