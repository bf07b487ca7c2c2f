import { count, grouped } from '$lib/words';

export default {
	working: 'Work goes on',
	ended: 'Done',
	notBegun: (title: string) => `${title}: it could not begin`,
	lost: (title: string) => `${title}: nobody knows how it ended`,
	notCancelled: 'It could not be cancelled',
	cancel: 'Cancel',
	stopping: 'Stops soon',
	dismiss: 'Dismiss',
	undo: 'Undo',
	progress: (done: number, total: number) =>
		total > 0 ? `${grouped(done)} of ${grouped(total)}` : `${grouped(done)} so far`,
	failed: (n: number) => `${count(n, 'item')} could not be done`,
	cancelled: (done: number, total: number) =>
		`Cancelled after ${grouped(done)} of ${grouped(total)}. The rest is as it was.`,
	more: (n: number) => `and ${grouped(n)} more`,
	version: (number: number) => `version ${number}`,
};
