import type { SyncStatus, WorkflowEvent } from '$lib/backend';
import type { OpenDocument } from '$lib/document';
import { undeleteWorkflow } from './deletion';
import type { Desk } from './desk.svelte';

/** So long changes are gathered before the lists are read again, in ms. */
const PAUSE = 250;

type Told = WorkflowEvent & { name: string };

/** What happens outside this window: the lists follow it, and a person is told what concerns them. */
export class News {
	#stop: (() => void) | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#reading = false;
	#due = false;

	constructor(private readonly desk: Desk) {}

	/** Listens while there is a bucket: without one nothing comes from elsewhere. */
	listen(): void {
		const wanted = this.desk.sync.status?.storage_type === 's3';
		if (wanted === (this.#stop !== null)) return;
		this.#stop?.();
		this.#stop = wanted
			? this.desk.backend.subscribe((event) => {
					if (event.kind === 'sync') this.#sync(event.status);
					else if (event.kind === 'workflow')
						void this.#workflow({ ...event, name: event.name || `Workflow ${event.workflow_id}` });
				})
			: null;
	}

	#sync(status: SyncStatus): void {
		const { sync } = this.desk;
		const wasRunning = sync.status?.state === 'syncing';
		if (sync.hear(status)) this.#lists();
		if (wasRunning && status.state !== 'syncing' && sync.runs) void sync.readRuns();
	}

	/** Reads the lists again, soon and not more often than needed: a clone tells of thousands of workflows. */
	#lists(): void {
		this.#due = true;
		if (this.#timer || this.#reading) return;
		this.#timer = setTimeout(() => void this.#read(), PAUSE);
	}

	async #read(): Promise<void> {
		this.#timer = undefined;
		this.#due = false;
		this.#reading = true;
		await this.desk.shelf.refresh();
		this.#reading = false;
		if (this.#due) this.#lists();
	}

	async #workflow(event: Told): Promise<void> {
		const { desk } = this;
		if (event.what === 'checked') return this.#lists();
		if (event.what === 'renumbered') await this.#renumbered(event);
		this.#lists();
		if (desk.timeline?.workflowId === event.workflow_id) void desk.timeline.refresh();
		if (desk.conflict?.workflowId === event.workflow_id && event.what !== 'sent') void desk.reloadConflict();
		const open = this.#open(event) !== null;
		switch (event.what) {
			case 'pulled':
				return open ? this.#pulled(event) : undefined;
			case 'merged':
				return this.#merged(event);
			case 'conflict':
				return this.#conflict(event);
			case 'kept':
				return this.#kept(event);
			case 'deleted':
			case 'undeleted':
				return open ? this.#goneOrBack(event) : undefined;
			case 'resolved':
			case 'sent':
				await desk.follow(this.#open(event));
		}
	}

	async #pulled(event: Told): Promise<void> {
		const learned = await this.desk.follow(this.#open(event));
		if (!learned || (!learned.taken && !learned.doc.newer)) return;
		const { latest, taken } = learned;
		this.desk.toasts.show({
			title: `${this.#who(event)} saved version ${latest.number} of ${event.name}`,
			lines: [
				taken ? 'It is open now: nothing here was unsaved.' : 'Your edits stay. Saving brings both together.',
			],
			act: this.#showChanges(event),
		});
	}

	async #merged(event: Told): Promise<void> {
		const learned = await this.desk.follow(this.#open(event));
		const whose = this.#mine(event)
			? 'Your versions of two computers'
			: `${this.#who(event)}’s version and yours`;
		this.desk.toasts.show({
			title: `${whose} of ${event.name} were brought together`,
			lines: [
				learned ? `Nothing clashed: version ${learned.latest.number} has both.` : 'Nothing clashed.',
				...(learned?.doc.newer ? ['Your edits stay. Saving brings them in too.'] : []),
			],
			tone: 'good',
			act: this.#showChanges(event),
		});
	}

	#conflict(event: Told): void {
		const { desk } = this;
		if (desk.room === 'conflict' && desk.conflict?.workflowId === event.workflow_id) return;
		const title = this.#mine(event)
			? `You changed the same places of ${event.name} on two computers`
			: `${this.#who(event)} and you changed the same places of ${event.name}`;
		desk.toasts.show({
			title,
			lines: ['Both versions are kept. You can go on working.'],
			tone: 'attention',
			act: { name: 'Decide now', run: () => void desk.decide(event.workflow_id) },
		});
	}

	async #goneOrBack(event: Told): Promise<void> {
		const { desk } = this;
		const learned = await desk.follow(this.#open(event));
		if (!learned) return;
		if (event.what === 'undeleted') {
			return desk.toasts.show({ title: `${this.#who(event)} brought ${event.name} back` });
		}
		if (!learned.latest.deleted) return;
		desk.toasts.show({
			// A bucket does not say who deleted something.
			title: event.author
				? `${this.#who(event)} deleted ${event.name}`
				: `${event.name} was deleted elsewhere`,
			lines: ['It stays open here, and every version is kept.'],
			tone: 'attention',
			act: { name: 'Bring it back', run: () => void undeleteWorkflow(desk, event) },
		});
	}

	async #kept(event: Told): Promise<void> {
		await this.desk.follow(this.#open(event));
		this.desk.toasts.show({
			title: `${event.name} was deleted while it was being edited`,
			lines: ['The edit wins: it is there for everyone, and the deletion is in its history.'],
			act: this.#showChanges(event),
		});
	}

	async #renumbered(event: Told): Promise<void> {
		const { desk } = this;
		await desk.shelf.refreshDrafts();
		const tab = desk.tabs.ofWorkflow(event.from_workflow_id ?? 0);
		if (!tab) return;
		tab.renumber(event.workflow_id);
		desk.remember();
		if (desk.timeline && desk.tabs.current === tab) desk.openTimeline();
		desk.toasts.show({
			title: `${event.name} is number ${event.workflow_id} now`,
			lines: [`The team had a workflow ${event.from_workflow_id} already. Nothing else has changed.`],
		});
	}

	/** The document in whose tab the workflow has been shown, whether or not it is shown now. */
	#open(event: Told): OpenDocument | null {
		return this.desk.tabs.ofWorkflow(event.workflow_id)?.document ?? null;
	}

	#mine(event: Told): boolean {
		return !!event.author && event.author === this.desk.info?.author;
	}

	#who(event: Told): string {
		if (this.#mine(event)) return 'You, on another computer,';
		return event.author || 'Another tool';
	}

	#showChanges(event: Told) {
		const { workflow_id, version_id } = event;
		return { name: 'Show changes', run: () => void this.desk.showVersion(workflow_id, version_id ?? '') };
	}
}
