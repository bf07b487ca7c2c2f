import { say } from '$lib/words';
import type { Desk } from './desk.svelte';
import { OpenProposal, type Wish } from './proposal.svelte';

/** How many changes a comment tells. */
const SAID = 3;

/** Asks the generator for a workflow, or for a change of the open one, and shows what it proposes. */
export async function propose(desk: Desk, wish: Wish): Promise<void> {
	const { chosen: model } = desk.generator;
	desk.proposal?.drop();
	const proposal = new OpenProposal(desk.backend, { model, step: desk.step, ...wish });
	desk.proposal = proposal;
	desk.go('proposal');
	await proposal.ask();
}

/** Leaves a proposal; nothing has been changed by it. */
export function reject(desk: Desk): void {
	const { proposal } = desk;
	proposal?.drop();
	leave(desk);
	desk.toasts.show({
		title: say.generate.rejected,
		lines: [say.generate.asItWas],
		...(proposal?.answer ? { act: { name: say.words.undo, run: () => back(desk, proposal) } } : {}),
	});
}

/**
 * Puts what is switched on, or all, into the document, or into a new one, as one step that can be undone. The description is
 * kept with it, which generator it is, and a comment that tells the changes. Where the text was changed meanwhile it is asked again instead.
 */
export async function accept(desk: Desk, all: boolean): Promise<void> {
	const { proposal } = desk;
	const { answer, outcome } = proposal ?? {};
	if (!proposal || !answer || !outcome || proposal.busy) return;
	const { document } = proposal.wish;
	if (document && !desk.tabs.documents.includes(document)) return reject(desk);
	const yaml = all || proposal.fresh ? answer.workflow_yaml : outcome.yaml;
	const taken = proposal.changes.filter((_, i) => all || proposal.chosen.includes(i));
	const by = answer.model || say.generate.theOffline;
	const marker = proposal.fresh
		? say.generate.markerNew(by)
		: say.generate.marker(by, listed(taken.map(({ words }) => words)));
	const { prompt } = proposal;
	const { generator } = answer;
	if (!document) {
		leave(desk);
		await desk.openNew({ yaml, prompt, comment: marker, generator });
		desk.toasts.show({ title: say.generate.acceptedNew, lines: [say.generate.saveIt] });
		return;
	}
	if (!proposal.fresh && document.yaml !== proposal.before) {
		await proposal.ask();
		desk.toasts.show({ title: say.generate.changedMeanwhile, lines: [say.generate.lookAgain] });
		return;
	}
	const before = document.texts;
	const comment = before.comment.trim() === '' ? marker : before.comment;
	document.edit({ yaml, prompt, comment, generator });
	leave(desk);
	await document.keeper.flush();
	desk.toasts.show({
		title: proposal.fresh ? say.generate.acceptedNew : say.generate.accepted(taken.length),
		lines: [say.generate.saveIt],
		act: { name: say.words.undo, run: () => document.edit(before) },
	});
}

/** A comment says the first of them; the history says all. */
function listed(words: string[]): string {
	return [...words.slice(0, SAID), ...(words.length > SAID ? ['…'] : [])].join('; ');
}

function leave(desk: Desk): void {
	const { proposal } = desk;
	desk.proposal = null;
	desk.go(proposal && !proposal.wish.document && !desk.document ? 'templates' : 'design');
}

function back(desk: Desk, proposal: OpenProposal): void {
	desk.proposal = proposal;
	desk.go('proposal');
}
