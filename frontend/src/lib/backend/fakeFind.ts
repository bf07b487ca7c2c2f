// Finding and labels in the fake: words in the texts of its versions, labels that stand in lines of their own. It is not in the
// product.

import type { VersionDetail } from './backend';
import type { FakeState } from './fake';
import type { FindBackend, SearchMark, SearchResult } from './find';
import type { TextEdit } from './language';

const TAGS = /^tags:\n((?: {2}- .*\n)*)/m;

/** The labels of a text. */
export function labelsOf(yaml: string): string[] {
	return [...(TAGS.exec(yaml)?.[1] ?? '').matchAll(/- (.*)/g)].map(([, label]) => label ?? '');
}

export function fakeFind(state: FakeState): FindBackend {
	const latest = () =>
		[...state.versions.values()].flatMap((all) => all.find((v) => v.is_latest && !v.deleted) ?? []);

	return {
		search: async (question, limit = 20) => {
			const labels = [...question.matchAll(/label:(\S+)/g)].map(([, label]) => label);
			const words = question.toLowerCase().replace(/\w+:\S*/g, '').trim().split(/\s+/).filter(Boolean); // prettier-ignore
			const found = words.length + labels.length === 0 ? [] : latest();
			const results = found
				.filter((v) => labels.every((label) => labelsOf(v.yaml_content).includes(label ?? '')))
				.flatMap((v) => resultOf(v, words) ?? []);
			return { results: results.slice(0, limit), more: results.length > limit, unread: 0 };
		},
		relabel: async (yaml, add, remove): Promise<TextEdit[]> => {
			const text = relabelled(yaml, add, remove);
			const last = yaml.split('\n').length;
			return text === yaml ? [] : [{ line: 1, column: 1, end_line: last, end_column: 1e6, text }];
		},
	};
}

/** A text with other labels. */
export function relabelled(yaml: string, add: string[], remove: string[]): string {
	const labels = [...new Set([...labelsOf(yaml).filter((label) => !remove.includes(label)), ...add])];
	const lines = labels.length > 0 ? `tags:\n${labels.map((label) => `  - ${label}\n`).join('')}` : '';
	if (TAGS.test(yaml)) return yaml.replace(TAGS, lines);
	return yaml.replace(/^(name:.*\n)/m, `$1${lines}`);
}

function resultOf(v: VersionDetail, words: string[]): SearchResult | null {
	const places = [
		['prompt', v.prompt],
		['comment', v.version_comment],
		['yaml', v.yaml_content],
		['name', v.name],
	] as const;
	const [where, text] = places.find(([, text]) => words.every((w) => text.toLowerCase().includes(w))) ?? [];
	if (where === undefined || text === undefined) return null;
	const at = text.toLowerCase().indexOf(words[0] ?? '');
	const line = text.slice(0, at).split('\n').length;
	const shown = (text.split('\n')[line - 1] ?? '').trim();
	const column = at - text.lastIndexOf('\n', at);
	const length = words[0]?.length ?? 0;
	return {
		workflow_id: v.workflow_id,
		name: v.name,
		name_marks: marksIn(v.name, words),
		labels: labelsOf(v.yaml_content),
		last_saved_at: v.last_modified,
		where: words.length > 0 ? where : '',
		snippet: words.length > 0 ? shown : '',
		marks: words.length > 0 ? marksIn(shown, words) : [],
		range: where === 'yaml' ? { line, column, end_line: line, end_column: column + length } : null,
		step: '',
		step_name: '',
		version_id: where === 'comment' ? v.local_id : '',
		number: v.number,
	};
}

function marksIn(text: string, words: string[]): SearchMark[] {
	return words.flatMap((word) => {
		const from = text.toLowerCase().indexOf(word);
		return from < 0 ? [] : [{ from, to: from + word.length }];
	});
}
