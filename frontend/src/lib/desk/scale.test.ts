import { expect, it } from 'vitest';
import { Scale } from './scale.svelte';

function memory(first: string | null = null) {
	let kept = first;
	return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) };
}

it('goes by steps to its ends and back, and is the same at the next start', () => {
	const kept = memory();
	const scale = new Scale(kept);
	expect([scale.size, scale.factor, scale.text]).toEqual([100, 1, 12]);
	const sizes = [];
	while (scale.next(1)) {
		scale.step(1);
		sizes.push(scale.size);
	}
	expect(sizes).toEqual([110, 125, 150, 175, 200]);
	scale.step(1);
	scale.stepText(-1);
	const after = new Scale(kept);
	expect([after.size, after.factor, after.text, after.textChanged]).toEqual([200, 2, 11, true]);
	after.reset();
	expect([after.size, after.text]).toEqual([100, 11]);
	after.resetText();
	while (after.next(-1)) after.step(-1);
	const later = new Scale(kept);
	expect([later.size, later.text, later.textChanged]).toEqual([80, 12, false]);
});

it.each(['not JSON', '7', 'null', '{"size":9000,"text":0}', '{"size":"large"}', '[]'])(
	'is the usual one where %s was kept',
	(kept) => {
		const scale = new Scale(memory(kept));
		expect([scale.size, scale.text]).toEqual([100, 12]);
	},
);
