// What differs, as far as the fake knows: whole lines. It is not in the product.

import type { CompareBackend, ComparedChange, Mark } from './compare';
import { fakeDiagram } from './fakeDiagram';
import type { FakeState } from './fake';
import { BackendError } from './problem';

export function fakeCompare(state: FakeState): CompareBackend {
	const find = (id: number | undefined, version: string | undefined) => {
		const versions = state.versions.get(id ?? 0) ?? [];
		const found = version
			? versions.find((v) => v.local_id === version || v.version_id === version)
			: versions.find((v) => v.is_latest);
		if (found) return found;
		throw new BackendError({
			code: 'version_not_found',
			message: 'There is no such version.',
			hint: 'Choose one.',
		});
	};

	return {
		compare: async (request) => {
			const before = request.before ?? find(request.workflow_id, request.before_id).yaml_content;
			const after = request.after ?? find(request.workflow_id, request.after_id).yaml_content;
			const brought = request.after === undefined ? find(request.workflow_id, request.after_id) : null;
			const changes = differences(before, after).map((change) => ({
				...change,
				brought: brought && {
					version_id: brought.version_id,
					number: brought.number,
					author: brought.author,
					last_modified: brought.last_modified,
				},
			}));
			const [was, is] = [await fakeDiagram.diagram(before), await fakeDiagram.diagram(after)];
			const marks = (side: 'before_step' | 'after_step') =>
				Object.fromEntries(changes.map((c) => [c[side], 'changed' as Mark]).filter(([id]) => id !== ''));
			return {
				changes,
				before: was,
				after: is,
				marks: {
					before_steps: marks('before_step'),
					after_steps: marks('after_step'),
					before_ways: {},
					after_ways: {},
					renamed: [],
				},
				brought_known: true,
			};
		},
		changes: async (id, versionIds) =>
			versionIds.map((asked) => {
				const version = find(id, asked);
				const parent = version.parent_id === '' ? null : find(id, version.parent_id);
				const changes = parent ? differences(parent.yaml_content, version.yaml_content) : [];
				return {
					version_id: asked,
					state: version.deleted ? 'deleted' : parent ? 'known' : 'first',
					count: changes.length,
					changes: changes.map(({ kind, words }) => ({ kind, words })),
				};
			}),
	};
}

/** Lines of the same place that differ, and those that only one text has. */
function differences(before: string, after: string): ComparedChange[] {
	const [was, is] = [before.split('\n'), after.split('\n')];
	const found: ComparedChange[] = [];
	let step = '';
	for (let i = 0; i < Math.max(was.length, is.length); i++) {
		const [b, a] = [was[i], is[i]];
		step = /^ {2}(\w+):$/.exec(a ?? b ?? '')?.[1] ?? step;
		if (b === a) continue;
		const at = (text: string | undefined) => ({
			line: i + 1,
			column: 1,
			end_line: i + 1,
			end_column: (text?.length ?? 0) + 1,
		});
		const [from, to] = [(b ?? '').trim(), (a ?? '').trim()];
		const kind = b === undefined ? 'added' : a === undefined ? 'removed' : 'changed';
		found.push({
			kind,
			subject: 'setting',
			step,
			field: '',
			section: '',
			before: from,
			after: to,
			words: kind === 'changed' ? `${from} became ${to}` : `${from || to} ${kind}`,
			parts:
				kind === 'changed'
					? [
							{ text: from, of: 'before' },
							{ text: ' became ', of: '' },
							{ text: to, of: 'after' },
						]
					: [{ text: `${from || to} ${kind}`, of: '' }],
			range: at(a),
			before_range: at(b),
			before_step: step,
			after_step: step,
			before_way: '',
			after_way: '',
			brought: null,
		});
	}
	return found;
}
