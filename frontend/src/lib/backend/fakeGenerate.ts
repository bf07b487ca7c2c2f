// A generator that knows one sentence, and changes taken line by line as fakeCompare finds them. It is not in the product.

import { fakeLanguage } from './fakeLanguage';
import type { GenerateBackend } from './generate';

const MADE = `name: Made
form:
  fields:
    - {name: amount, type: number, label: Amount}
workflow:
  manager:
    name: Manager
    type: decision
    approver: \${requestor.manager}
    on_approve:
      end_workflow: true
    on_reject:
      end_workflow: true
`;

export const fakeGenerate: GenerateBackend = {
	generate: async ({ description, current_yaml: current }) => {
		const yaml = current === undefined ? MADE : current.replaceAll('1000', '2500').replaceAll('cfo', 'ceo');
		const from = Math.max(0, description.indexOf('manager'));
		const unclear = description.indexOf('urgent');
		const { errors, warnings } = await fakeLanguage.validate(yaml);
		return {
			success: yaml !== current,
			workflow_yaml: yaml,
			generator: 'offline',
			explanation: '',
			validation_errors: errors,
			warnings,
			understood: [
				{
					text: description.slice(from, from + 7),
					from,
					to: Math.min(description.length, from + 7),
					meaning: 'The manager decides',
					steps: ['manager'],
					fields: [],
				},
			],
			unclear:
				unclear < 0
					? []
					: [
							{
								text: 'urgent',
								from: unclear,
								to: unclear + 6,
								question: 'What makes a request urgent?',
								answers: ['Ask for a date'],
							},
						],
		};
	},
	applyChanges: async ({ before, after, chosen }) => {
		const [was, is] = [before.split('\n'), after.split('\n')];
		const differ = [...Array(Math.max(was.length, is.length)).keys()].filter((i) => was[i] !== is[i]);
		const taken = chosen ?? differ.map((_, i) => i);
		const lines = Array.from({ length: Math.max(was.length, is.length) }, (_, line) =>
			taken.includes(differ.indexOf(line)) ? is[line] : was[line],
		);
		const yaml = lines.filter((line) => line !== undefined).join('\n');
		return {
			yaml_content: yaml,
			chosen: [...taken],
			report: await fakeLanguage.validate(yaml),
			changes: chosen
				? []
				: differ.map((i) => ({
						needs: [],
						lines: [
							{
								before_line: i + 1,
								after_line: i + 1,
								before: was[i] === undefined ? '' : `${was[i]}\n`,
								after: is[i] === undefined ? '' : `${is[i]}\n`,
							},
						],
					})),
		};
	},
};
