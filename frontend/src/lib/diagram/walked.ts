// How far a request has come, for a picture of its workflow.

/** What becomes of a step: the request has left it, with a no or not, waits at it, or does not come to it any more. */
export type Passage = 'walked' | 'refused' | 'waits' | 'aside';

export interface Walked {
	/** By the id of a step, with the words on it in the place of who decides there, and fewer where these have no room. */
	steps: Record<string, { passage: Passage; words: string; brief?: string }>;
	/** The ids of the ways that were taken. */
	ways: ReadonlySet<string>;
	/** Those that were taken with the last act, in this order: the token comes along them. */
	last: readonly string[];
	/** The form has been sent. */
	begun: boolean;
	/** The step whose way, which leads to no step, ended the workflow; empty for none. */
	finish: string;
	/** What the request is called. */
	token: string;
}
