import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Form, FormBackend, FormEvaluation, FormQuestion } from '$lib/backend';
import { fakeForm, fieldOf } from '$lib/backend/fakeForm';
import { FormFilling, keyOf } from './filling.svelte';

const ORDER = `name: Order
form:
  fields:
    - name: title
      type: text
      label: Title
      required: true
    - name: reason
      type: text
      label: Reason
      required: true
    - name: lines
      type: line_items
      label: Lines
      required: true
workflow:
  review:
    type: decision
`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function filling(backend: Partial<FormBackend> = {}): FormFilling {
	return new FormFilling({ ...fakeForm, ...backend });
}

async function settle(): Promise<void> {
	await vi.advanceTimersByTimeAsync(500);
}

describe('what was typed', () => {
	it('stays while the text changes, also while it cannot be read', async () => {
		const order = filling();
		order.follow(ORDER);
		await settle();
		order.set('title', 'Chairs');
		order.follow(ORDER.replace('label: Title', '\tlabel'));
		await settle();
		expect([order.stale, order.form?.fields[0]?.label, order.data.title]).toEqual([true, 'Title', 'Chairs']);
		order.follow(ORDER.replace('label: Title', 'label: What'));
		await settle();
		expect([order.stale, order.form?.fields[0]?.label, order.data.title]).toEqual([false, 'What', 'Chairs']);
	});

	it('is kept for a field that goes and comes back', async () => {
		const order = filling();
		order.follow(ORDER);
		order.set('title', 'Chairs');
		order.follow(ORDER.replace('name: title', 'name: titel'));
		await settle();
		const field = order.form?.fields[0] ?? fieldOf('', { line: 1, column: 1, end_line: 1, end_column: 1 });
		expect([field.name, order.value(field)]).toEqual(['titel', '']);
		order.follow(ORDER);
		await settle();
		expect(order.data.title).toBe('Chairs');
	});

	it('is worked out with the last text that could be read', async () => {
		const asked: [string, FormQuestion][] = [];
		const order = filling({
			evaluateForm: (yaml, question) => {
				asked.push([yaml, question]);
				return fakeForm.evaluateForm(yaml, question);
			},
		});
		order.follow(ORDER);
		await settle();
		order.follow('\tbroken');
		await settle();
		order.set('title', 'Chairs');
		await settle();
		expect(asked.at(-1)).toEqual([ORDER, { data: { title: 'Chairs', lines: [{}] }, step: '', ended: false }]);
	});
});

describe('the rows of line items', () => {
	it('are changed one cell at a time', async () => {
		const order = filling();
		order.follow(ORDER);
		await settle();
		const lines = order.fields.get('lines');
		if (!lines) throw new Error('no lines');
		order.addRow(lines);
		order.setCell(lines, 1, 'price', 5);
		expect(order.rows(lines)).toEqual([{}, { price: 5 }]);
		order.removeRow(lines, 0);
		expect(order.rows(lines)).toEqual([{ price: 5 }]);
	});
});

describe('a problem', () => {
	it('is told once somebody was at the value, or asked for all', async () => {
		const order = filling();
		order.follow(ORDER);
		await settle();
		expect(order.problem(keyOf('title'))).toBeUndefined();
		order.touch(keyOf('title'));
		expect(order.problem(keyOf('title'))?.code).toBe('required');
		expect(order.problem(keyOf('reason'))).toBeUndefined();
		order.tellAll();
		expect(order.problem(keyOf('reason'))?.code).toBe('required');
		order.clear();
		expect(order.problem(keyOf('title'))).toBeUndefined();
	});
});

describe('who looks at it', () => {
	it('is the requester again when the step is gone', async () => {
		const order = filling();
		order.follow(ORDER);
		await settle();
		order.show('review');
		await settle();
		expect([order.view?.id, order.evaluation?.fields.title?.read_only]).toEqual(['review', true]);
		order.follow(ORDER.replace('review:', 'check:'));
		await settle();
		expect([order.step, order.evaluation?.fields.title?.read_only]).toEqual(['', false]);
	});
});

describe('an answer', () => {
	it('that is older than the question is dropped', async () => {
		const answers: ((evaluation: FormEvaluation) => void)[] = [];
		const order = filling({ evaluateForm: () => new Promise((resolve) => answers.push(resolve)) });
		order.follow(ORDER);
		await settle();
		order.show('review');
		await settle();
		const answer = await fakeForm.evaluateForm(ORDER, { data: {}, step: '', ended: false });
		answers[0]?.(answer);
		await settle();
		expect(order.evaluation).toBeNull();
		answers[1]?.(answer);
		await settle();
		expect(order.evaluation).toBe(answer);
	});

	it('that does not come is told, and the next text is asked again', async () => {
		let away = true;
		const form = async (yaml: string): Promise<Form> => {
			if (away) throw new Error('away');
			return fakeForm.form(yaml);
		};
		const order = filling({ form });
		order.follow(ORDER);
		await settle();
		expect(order.trouble?.code).toBe('internal');
		away = false;
		order.follow(ORDER);
		await settle();
		expect([order.trouble, order.form?.name]).toEqual([null, 'Order']);
	});
});
